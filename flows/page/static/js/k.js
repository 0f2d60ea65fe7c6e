/** What the parts of the page share: the data of the version, the base map, and a member for each part. */
const K = (globalThis.K = {
  data: JSON.parse(document.getElementById("data").textContent),
  base: JSON.parse(document.getElementById("base-map").textContent),
});
