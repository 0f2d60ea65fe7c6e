"""The flows, and the steps they call: text in, published tables out."""
