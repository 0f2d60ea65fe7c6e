// before anything is drawn: whether there are scripts, and which colours
document.documentElement.dataset.theme =
  /[#&]theme=(light|dark)\b/.exec(location.hash)?.[1] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
