/* What Material's script counts on, which Material writes into its pages as inline scripts. */

var __md_scope = document.currentScript.dataset.scope
  ? new URL(document.currentScript.dataset.scope, location)
  : new URL("../../", document.currentScript.src);

var __md_hash = (text) => [...text].reduce((sum, one) => (sum << 5) - sum + one.charCodeAt(0), 0);

var __md_get = (key, storage = localStorage, scope = __md_scope) =>
  JSON.parse(storage.getItem(`${scope.pathname}.${key}`));

var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing.
  }
};

document.addEventListener("DOMContentLoaded", () => {
  // Material takes feeds and other forms of a page for the page in another language, and would fetch a whole
  // sitemap beside each. What is written in this way is the same, but Material does not find it.
  for (const link of document.querySelectorAll("link[rel=alternate]:not([hreflang])")) link.rel = "alternate ";

  const opened = (input) => { if (input) input.checked = true; };

  // Tabs that were open elsewhere open here too, where mkdocs.yml asks for it.
  const { features } = JSON.parse(document.getElementById("__config").textContent);
  const kept = features.includes("content.tabs.link") && __md_get("__tabs");
  for (const set of Array.isArray(kept) ? document.querySelectorAll(".tabbed-set") : []) {
    const labels = [...set.querySelectorAll(".tabbed-labels label")];
    const found = kept.map((name) => labels.find((label) => label.innerText.trim() === name)).find(Boolean);
    opened(found && document.getElementById(found.htmlFor));
  }

  // So does the one that the address names.
  const target = document.getElementById(location.hash.slice(1));
  if (target?.name?.startsWith("__tabbed_")) opened(target);
});
