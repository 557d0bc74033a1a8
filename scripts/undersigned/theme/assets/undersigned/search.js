// The search page: reads the question from the address, asks the index, shows what it finds.
// The address alone holds what is asked (?q=&topic=&topic=&year=&…&sort=), so that reloading, Back and a
// shared link all show the same. Every value is text: nothing here is ever parsed as HTML.

const BATCH = 20; // results shown at a time
const PAUSE = 250; // ms without a key before a search is run
const REST = 1500; // ms without a key before the next key begins a new entry in the history
const WORDS = 32; // length of an excerpt

const SORTS = ["newest", "oldest"];

const page = document.querySelector("[data-search]");
const title = document.title;
// Names of scripts change with their content: the page has the engine's, and loads it at the same time.
const { COMBINE, Index } = await import(document.querySelector("script[data-script=engine]").src);
const index = new Index(page.dataset);
const { root } = index;
const fields = [...page.querySelectorAll("input[data-filter]")];
const [form, input, panel, count, kinds, order, found, chosen, status, message, list, more] = [
  "form", "#search-input", ".search-filters", "[data-count]", "#search-kind", "#search-sort", ".search-found",
  ".search-chosen", ".search-status", ".search-message", ".search-results", ".search-more",
].map((selector) => page.querySelector(selector));

/* The question ------------------------------------------------------------------------------ */
let asked = read();
let shown = history.state?.shown ?? BATCH;

function read() {
  const query = new URLSearchParams(location.search);
  const names = Object.keys(COMBINE);
  const filters = Object.fromEntries(names.map((name) => [name, [...new Set(query.getAll(name).filter(Boolean))]]));
  filters.kind = filters.kind.slice(0, 1);
  const sort = query.get("sort");
  return { q: (query.get("q") ?? "").trim(), filters, sort: SORTS.includes(sort) ? sort : "" };
}

function address() {
  const query = new URLSearchParams();
  if (asked.q) query.set("q", asked.q);
  for (const [name, values] of Object.entries(asked.filters)) values.forEach((value) => query.append(name, value));
  if (asked.sort) query.set("sort", asked.sort);
  return location.pathname + (String(query) && `?${query}`);
}

const used = () => Object.entries(asked.filters).flatMap(([name, values]) => values.map((value) => [name, value]));
const filtered = () => used().length > 0;

// One entry in the history for each question: while the reader types, the entry is rewritten.
let [typing, pause, rest] = [false];

function ask(change = {}, byTyping = false) {
  [pause, rest].forEach(clearTimeout);
  Object.assign(asked, { q: input.value.trim() }, change);
  if (address() !== location.pathname + location.search) {
    shown = BATCH;
    history[byTyping && typing ? "replaceState" : "pushState"]({ shown }, "", address());
  }
  typing = byTyping;
  if (typing) rest = setTimeout(() => (typing = false), REST);
  run();
}

const choose = (name, values) => ask({ filters: { ...asked.filters, [name]: values } });

/* Answers ----------------------------------------------------------------------------------- */
let [turn, results] = [0, []];

async function run() {
  const mine = ++turn;
  fill();
  if (!asked.q && !filtered()) return clear("Type what you are looking for, or choose a filter.");
  if (typeof WebAssembly !== "object") return clear("Searching needs WebAssembly, which is off in this browser.");
  found.setAttribute("aria-busy", "true");
  const patience = setTimeout(() => mine === turn && (status.textContent = "Searching …"), 400);
  try {
    const listing = await listed();
    if (listing) return mine === turn && lead(listing);
    const answer = await index.search(asked.q, asked.filters, asked.sort);
    const pages = await Promise.all(answer.slice(0, shown).map((result) => result.data()));
    if (index.missed) throw new Error(index.missed);
    if (mine === turn) show(answer, pages);
  } catch ({ message: why }) {
    if (mine === turn) fail(why);
  } finally {
    clearTimeout(patience);
  }
}

function clear(text) {
  found.removeAttribute("aria-busy");
  results = [];
  list.replaceChildren();
  message.replaceChildren();
  more.hidden = true;
  status.textContent = text;
}

function fail(why) {
  clear("The search index could not be loaded.");
  const gone = [why, index.missed].includes("gone");
  close();
  message.replaceChildren(
    element("p", {}, gone ? "The archive may have been published anew since." : "The connection may be down."),
    button("Try again", () => (gone ? location.reload() : run().then(() => input.focus()))),
  );
}

function show(all, pages) {
  const about = `${asked.q && ` for “${asked.q}”`}${filtered() ? " with these filters" : ""}`;
  const sorted = { newest: ", newest first", oldest: ", oldest first" }[asked.sort] ?? "";
  clear(`${all.length === 1 ? "1 result" : `${all.length || "No"} results`}${about}${all.length ? sorted : ""}.`);
  results = all;
  add(pages);
  if (all.length) return;
  const first = filtered() ? "Remove a filter above, or try" : "Try";
  message.append(element("p", {}, `${first} fewer words, another spelling, or the indexes below.`));
  if (asked.sort) message.append(button("Order by best match", () => ask({ sort: "" })));
}

// One filter without words or order asks for what has a page of its own, which needs no index.
async function listed() {
  const [[name, value] = [], ...more] = used();
  if (asked.q || asked.sort || !name || more.length) return "";
  const pages = (await values())[name] ?? {};
  return Object.hasOwn(pages, value) && pages[value];
}

const LISTED = {
  topic: (value) => `All letters on “${value}” are listed on its page`,
  signatory: (value) => `All letters signed by “${value}” are listed on their page`,
  recipient: (value) => `All letters to “${value}” are listed on their page`,
  jurisdiction: (value) => `All letters signed from “${value}” are listed on its page`,
  year: (value) => `All letters of ${value} are listed on its page`,
  kind: (value) => `All ${option(value)?.text.toLowerCase()} are listed on one page`,
};

function lead(listing) {
  const [[name, value]] = used();
  clear("Type words to search among them, or choose another filter.");
  const link = element("a", { href: new URL(listing, root).href }, LISTED[name](value));
  message.append(element("p", { class: "search-listed" }, link, "."));
}

function add(pages) {
  list.append(...pages.map(item));
  const left = results.length - list.children.length;
  more.hidden = left <= 0;
  more.textContent = `Show more results (${left} left)`;
}

more.addEventListener("click", async () => {
  const [mine, from] = [turn, list.children.length];
  try {
    const pages = await Promise.all(results.slice(from, from + BATCH).map((result) => result.data()));
    if (mine !== turn || from !== list.children.length) return;
    add(pages);
    shown = list.children.length;
    history.replaceState({ shown }, "");
    list.children[from].querySelector("a").focus();
  } catch ({ message: why }) {
    if (mine === turn) fail(why);
  }
});

/* Markup ------------------------------------------------------------------------------------ */
function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

function button(text, action, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", action);
  return made;
}

let locale = "en";
try {
  [locale] = Intl.getCanonicalLocales(document.documentElement.lang);
} catch {} // a language that has no names for months
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

const option = (kind) => [...kinds.options].find(({ value }) => value === kind);

function item(data) {
  const { title, date, kind, line, language } = data.meta;
  const lang = language !== document.documentElement.lang && language;
  const side = date
    ? element("time", { datetime: date }, day.format(new Date(date)))
    : element("span", { class: "search-kind" }, option(kind)?.dataset.one ?? kind);
  const main = element("div", {}, element("a", { href: new URL(data.raw_url, root).href, lang }, title));
  if (line) main.append(element("p", { class: "search-line" }, line));
  if (data.content) main.append(element("p", { class: "search-excerpt", lang }, ...excerpt(data)));
  return element("li", {}, side, main);
}

// The stretch of a page's words with the best matches, as text and marks. Pagefind offers one as HTML,
// in which a letter's own "&lt;" cannot be told from "<".
function excerpt({ content, weighted_locations: hits }) {
  const words = content.split(/\s+/);
  const within = (from) => hits.filter(({ location }) => location >= from && location < from + WORDS - 4);
  const worth = (from) => within(from).reduce((sum, hit) => sum + hit.balanced_score, 0);
  const best = hits.slice(0, 100).reduce((a, { location: b }) => (worth(b) > worth(a) ? b : a), 0);
  const start = best < WORDS - 4 ? 0 : best - 4;
  const marked = new Set(hits.map((hit) => hit.location));
  const nodes = start ? ["… "] : [];
  words.slice(start, start + WORDS).forEach((word, index) => {
    // A word joiner at the end is a seam between characters that are written without spaces.
    const text = word.replace(/\u2060$/, "");
    nodes.push(marked.has(start + index) ? element("mark", {}, text) : text, text === word ? " " : "");
  });
  return start + WORDS < words.length ? [...nodes, "…"] : nodes;
}

/* Filters ----------------------------------------------------------------------------------- */
// Bring the form into line with what is asked.
function fill() {
  if (input.value.trim() !== asked.q) input.value = asked.q;
  document.title = asked.q ? `${asked.q} · ${title}` : title;
  kinds.value = asked.filters.kind[0] ?? "";
  order.value = asked.sort;
  const all = used();
  const chips = all.map(([name, value], place) => {
    const text = (name === "kind" && option(value)?.text) || value;
    const remove = () => {
      choose(name, asked.filters[name].filter((other) => other !== value));
      (chosen.children[Math.min(place, all.length - 2)]?.firstChild ?? input).focus();
    };
    return button(text, remove, { "aria-label": `Remove ${name} ${text}` });
  });
  const removeAll = () => {
    ask({ filters: Object.fromEntries(Object.keys(COMBINE).map((name) => [name, []])) });
    input.focus();
  };
  if (chips.length > 1) chips.push(button("Remove all filters", removeAll, { class: "search-all" }));
  chosen.replaceChildren(...chips.map((chip) => element("li", {}, chip)));
  chosen.hidden = !all.length;
  count.textContent = all.length ? ` (${all.length} in use)` : "";
}

// What may be chosen is fetched when a reader first turns to a filter.
let [fetched, offered] = [];
const valuesFile = new URL(page.dataset.values, index.home);
const values = () => (fetched ??= index.get(valuesFile).then((response) => response.json()));
const offer = () => (offered ??= suggest()).then(() => true, close);

function close() {
  index.close();
  offered = fetched = undefined;
}

async function suggest() {
  const all = await values();
  for (const field of fields) {
    const known = Object.keys(all[field.dataset.filter] ?? {});
    known.sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
    if (field.dataset.filter === "year") known.reverse();
    field.list.replaceChildren(...known.map((value) => element("option", { value })));
  }
}

function complain(field, text) {
  document.getElementById(`${field.id}-problem`).textContent = text;
  field.ariaInvalid = text ? "true" : null;
}

// Add what a field says to the filters: a value of the list, or the only one that contains it.
async function take(field, exactly) {
  const wanted = field.value.trim().toLocaleLowerCase();
  if (!wanted) return;
  if (!(await offer())) return complain(field, "The list could not be loaded. Press Enter to try again.");
  const known = [...field.list.options].map((one) => one.value);
  const near = exactly ? [] : known.filter((value) => value.toLocaleLowerCase().includes(wanted));
  const value = known.find((one) => one.toLocaleLowerCase() === wanted) ?? (near.length === 1 && near[0]);
  if (value) {
    field.value = "";
    choose(field.dataset.filter, [...new Set([...asked.filters[field.dataset.filter], value])]);
  } else if (!exactly) {
    complain(field, near.length ? `${near.length} contain this: choose one.` : "The archive has none like this.");
  }
}

for (const field of fields) {
  field.addEventListener("focus", offer);
  field.addEventListener("input", (event) => {
    complain(field, "");
    // A value picked from the list comes at once, not key by key.
    if (!event.inputType || event.inputType === "insertReplacementText") take(field, true);
  });
  field.addEventListener("change", () => take(field, true));
}
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !fields.includes(event.target)) return;
  event.preventDefault();
  take(event.target, false);
});

/* The page ---------------------------------------------------------------------------------- */
input.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => ask({}, true), PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
kinds.addEventListener("change", () => choose("kind", kinds.value ? [kinds.value] : []));
order.addEventListener("change", () => ask({ sort: order.value }));
window.addEventListener("popstate", () => {
  clearTimeout(pause);
  typing = false;
  asked = read();
  shown = history.state?.shown ?? BATCH;
  run();
});

// The filters stand open beside the results, and folded above them where there is no room beside.
const wide = window.matchMedia("(min-width: 60em)");
panel.hidden = false;
panel.open = wide.matches;
wide.addEventListener("change", () => (panel.open = wide.matches));
run();
