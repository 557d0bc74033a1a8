/* Small comforts on every page. All of it works without them. */

const box = () => document.getElementById("search-input")
  ?? [...document.querySelectorAll("form[role=search] input[type=search]")].find((input) => input.offsetParent);

const isTyping = (element) =>
  element instanceof HTMLElement && (element.isContentEditable || element.matches("input, textarea, select"));

// "/" goes to the search box, as its hint says.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const input = box();
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
});

// The menu closes with Escape, with a click beside it, and when the focus leaves it.
for (const menu of document.querySelectorAll("details.menu")) {
  const close = () => { menu.open = false; };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) close();
  });
}

// A note that is open under the text closes with Escape, and the reader is back where its mark stands.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !location.hash.startsWith("#fn:")) return;
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector("a.back")?.click();
});

// A printed letter says when it was taken from the archive.
const printed = document.querySelector("[data-printed]");
if (printed) {
  addEventListener("beforeprint", () => {
    const day = new Date().toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" });
    // Its words stay together, so that a foot of two lines breaks before them.
    printed.textContent = `, ${`accessed ${day}`.replaceAll(" ", "\u00a0")}`;
  });
}
