// What is to be copied gets its button: links, citations, code, and quotations from the letter.
// Everything can be read, linked to and downloaded without this.

const SHOWN = 2500; // ms for which something is said to be copied
const REST = 150; // ms without a change until a selection is taken for done
const OWN = "sup, .pn, .back, .corrected, .gone, .quote"; // what stands in a letter and is none of its words
const BY_HAND = "Could not copy: select the text and copy it by hand.";
const BY_DOWNLOAD = "Could not copy: download the file instead.";

const made = (name, values) => Object.assign(document.createElement(name), values);

/* Saying it --------------------------------------------------------------------------------- */
const said = made("p", { className: "said" });
said.setAttribute("role", "status");
document.body.append(said);
let silence;

function say(words, lasting = false) {
  clearTimeout(silence);
  said.textContent = words;
  const hush = () => { said.textContent = ""; };
  if (!lasting) silence = setTimeout(hush, SHOWN);
  else for (const next of ["pointerdown", "keydown"]) addEventListener(next, hush, { once: true });
}

/* Copying ----------------------------------------------------------------------------------- */
// Safari lets a page write to the clipboard in the click alone: it takes a promise of what is still fetched.
function write(text) {
  if (typeof text === "string") return navigator.clipboard.writeText(text);
  if (!window.ClipboardItem) return text.then((words) => navigator.clipboard.writeText(words));
  const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

async function copy(text, what) {
  try {
    await write(text);
    say(`Copied: ${what}`);
  } catch {
    say(typeof text === "string" ? BY_HAND : BY_DOWNLOAD, true);
  }
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.text();
}

/** What a form holds: code, words, a file to fetch, or a link. */
function held(form) {
  const shown = form.querySelector("textarea, p, code");
  if (shown) return shown.value ?? shown.textContent;
  const link = form.querySelector("a");
  return link.hasAttribute("download") ? fetched(link.href) : link.href;
}

for (const form of document.querySelectorAll(".form")) {
  const title = form.querySelector("h3");
  const name = (title ?? form.querySelector("a")).textContent;
  const button = made("button", { type: "button", className: "copy", textContent: "Copy", ariaLabel: `Copy: ${name}` });
  button.addEventListener("click", () => copy(held(form), name));
  if (title) title.after(button);
  else form.append(button);
}
for (const hint of document.querySelectorAll("[data-scripted]")) hint.hidden = false;

/* Quoting ----------------------------------------------------------------------------------- */
const letter = document.querySelector(".sheet__in");
if (letter && document.querySelector("[data-quoted]")) quote();

function quote() {
  const cited = document.querySelector("[data-quoted]").textContent;
  const address = document.querySelector("[data-use] .form a").getAttribute("href");
  const paragraphs = [...letter.querySelectorAll(".body p[id]")];
  const place = made("span", { className: "quote", lang: "en", dir: "ltr" });
  const button = made("button", { type: "button", textContent: "Copy quotation" });
  place.append(button);
  let quoted;

  /** The part of the selection that lies in the letter, null for none. */
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!range.intersectsNode(letter)) return null;
    if (!letter.contains(range.startContainer)) range.setStart(letter, 0);
    if (!letter.contains(range.endContainer)) range.setEnd(letter, letter.childNodes.length);
    return words(range) ? range : null;
  }

  /** The words in a range: numbers of paragraphs and marks of notes are none of the letter's. */
  function words(range) {
    const part = range.cloneContents();
    for (const mark of part.querySelectorAll(OWN)) mark.remove();
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/\s+/g, " ");
    for (const cell of part.querySelectorAll("td, th")) cell.append(" ");
    for (const line of part.querySelectorAll("br, b, span")) line.after("\n");
    for (const block of part.querySelectorAll("p, li, h2, h3, h4, h5, h6, tr, address, div")) block.append("\r");
    const lines = (block) => block.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
    return part.textContent.split("\r").map(lines).filter(Boolean).join("\n\n");
  }

  /** The first or last text in a range that is more than space. */
  function edge(range, last) {
    const texts = document.createTreeWalker(letter, NodeFilter.SHOW_TEXT);
    let found = null;
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (!range.intersectsNode(text) || text.parentElement.closest(OWN)) continue;
      const from = text === range.startContainer ? range.startOffset : 0;
      const to = text === range.endContainer ? range.endOffset : text.length;
      if (!text.data.slice(from, to).trim()) continue;
      found = text.parentElement;
      if (!last) return found;
    }
    return found;
  }

  /** Where an element stands: its note, or its paragraph, or the one before it. */
  function anchor(element) {
    const before = (paragraph) => paragraph.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    return element.closest(".notes-block li[id], .body p[id]") ?? paragraphs.filter(before).at(-1);
  }

  function whole(paragraph) {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    return range;
  }

  /** Offer to copy what is selected, or else the paragraph that the address names. */
  function offer() {
    const target = letter.querySelector(".body p:target");
    const range = selected();
    quoted = range ?? (target && whole(target));
    const beside = range ? anchor(edge(range, true)) : target;
    if (!beside) place.remove();
    else if (place.parentElement !== beside) beside.append(place);
  }

  let rest;
  document.addEventListener("selectionchange", () => {
    clearTimeout(rest);
    rest = setTimeout(offer, REST);
  });
  addEventListener("hashchange", offer);
  addEventListener("load", offer); // not before is the paragraph found that the address names

  // The selection stays while the button is pressed.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const id = anchor(edge(quoted, false))?.id;
    const link = id ? `${address}#${id}` : address;
    copy(`“${words(quoted)}”\n\n${cited}\n${link}`, "quotation, citation and link");
  });
}
