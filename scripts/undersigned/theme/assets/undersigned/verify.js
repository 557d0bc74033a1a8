// The page Verify: compares files with the archive's list of checksums, and words with its letters.
// Nothing that is looked for leaves the browser: it downloads what the archive has and compares here.
// Every value is text: nothing here is ever parsed as HTML.

const LARGEST = 200_000_000; // bytes: a file is in memory as a whole while its SHA-256 is computed
const READ = 12; // letters that are read for one question to the search
const MOST = 36; // letters that are read at most
const SHOWN = 5; // letters that are shown at most

// Names of scripts change with their content: the page has those of the modules, and loads them at the same time.
const load = (name) => import(document.querySelector(`script[data-script=${name}]`).src);
const [{ Index }, { LONGEST, corrected, find, nearest, questions, read, readLetter }] = await Promise.all(
  ["engine", "quotation"].map(load),
);

const page = document.querySelector("[data-verify]");
const index = new Index(page.dataset);
const [fileBox, chooser, fileStatus, fileFound, noDigest, form, field, status, found] = [
  ".verify-drop", "#verify-file", "#file .verify-status", "#file .verify-found", ".verify-no-digest",
  ".verify-words", "#verify-words", "#words .verify-status", "#words .verify-found",
].map((selector) => page.querySelector(selector));

/* Markup ------------------------------------------------------------------------------------ */
function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const date = (text) => element("time", { datetime: text }, day.format(new Date(text)));
const unseen = (text) => element("span", { class: "unseen" }, text);
const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const letterUrl = (id, name = "") => new URL(`letters/${id}/${name && `#${name}`}`, index.root).href;
const foreign = ({ language }) => language !== document.documentElement.lang && language;

function titled(record, name = "") {
  return element("a", { href: letterUrl(record.id, name), lang: foreign(record), dir: "auto" }, record.title);
}

/** Say that something could not be downloaded, and offer to try again. */
function complain(where, list, what, why, again) {
  where.textContent = what;
  const button = element("button", { type: "button" }, "Try again");
  button.addEventListener("click", again);
  const reason = why === "gone" ? "The archive may have been published anew since." : "The connection may be down.";
  list.replaceChildren(element("li", { class: "verify-again" }, element("p", {}, reason), button));
}

/* What is known of a letter -------------------------------------------------------------------- */
const records = new Map();

/** The record of the letter with this id, downloaded once; the error of a failure says why. */
function recordOf(id) {
  if (!records.has(id)) {
    const asked = index.get(new URL(`letters/${id}/index.json`, index.root)).then((answer) => answer.json());
    records.set(id, asked);
    asked.catch(() => records.delete(id));
  }
  return records.get(id);
}

function change({ date: when, was, now, note }) {
  const parts = [];
  if (was) parts.push("was ", element("q", {}, was));
  if (now) parts.push(was ? ", now " : "now ", element("q", {}, now));
  if (note) parts.push(was || now ? `. ${note}` : note);
  return element("li", {}, "Corrected on ", date(when), parts.length ? ": " : ".", ...parts);
}

/** What a reader has to know of a letter before quoting it: that it was withdrawn, what was corrected. */
function warnings({ withdrawn, corrections }, notes = [], told = []) {
  const all = [...notes];
  if (withdrawn) {
    const note = withdrawn.note ? `: ${withdrawn.note}` : ".";
    all.unshift(element("p", { class: "verify-notice" }, "This letter was withdrawn on ", date(withdrawn.date), note));
  }
  const others = corrections.filter((one) => !told.includes(one));
  if (others.length) {
    const title = told.length ? "Other corrections of this letter" : "This letter was corrected";
    const lead = element("summary", {}, `${title} (${others.length})`);
    all.push(element("details", { class: "verify-corrections" }, lead, element("ul", {}, ...others.map(change))));
  }
  return all;
}

/* A file -------------------------------------------------------------------------------------- */
let sums;
let files = [];
let filesTurn = 0;

/** The list of checksums, downloaded once a visit. */
function listed() {
  sums ??= index.get(new URL("data/SHA256SUMS", index.root)).then((answer) => answer.text());
  sums.catch(() => (sums = undefined));
  return sums;
}

async function digest(file) {
  const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The paths that a list of checksums has for a digest: several letters may have the same file. */
function paths(list, sum) {
  const all = [];
  for (let at = list.indexOf(`${sum}  `); at >= 0; at = list.indexOf(`${sum}  `, at + 1)) {
    const end = list.indexOf("\n", at);
    all.push(list.slice(at + sum.length + 2, end < 0 ? undefined : end));
  }
  return all;
}

async function described(path) {
  const [, id, name] = path.split("/", 2).concat(path.split("/").slice(2).join("/"));
  const url = new URL(path.split("/").map(encodeURIComponent).join("/"), index.root).href;
  const link = (text) => element("a", { href: url, dir: "auto" }, text);
  const what =
    name === "index.md" ? [link("the source"), " of"]
    : name === "index.json" ? [link("the record"), " of"]
    : ["the attachment ", link(name.replace(/^files\//, "")), " of"];
  const record = await recordOf(id);
  const told = element("p", {}, "It is ", ...what, " ", titled(record), ", ", date(record.date), ".");
  return [told, ...warnings(record)];
}

async function checked(file) {
  const item = (...content) => element("li", {}, element("h3", { dir: "auto" }, file.name), ...content);
  if (file.size > LARGEST) {
    const limit = "It is larger than 200 MB, which is more than this page reads; no attachment has more than 100 MB.";
    return { item: item(element("p", {}, limit)) };
  }
  const list = await listed();
  let sum;
  try {
    sum = await digest(file);
  } catch {
    return { item: item(element("p", {}, "The browser could not read it. A folder cannot be checked, its files can.")) };
  }
  const shown = element("p", { class: "verify-sum" }, "SHA-256 ", element("code", {}, sum));
  const known = paths(list, sum);
  if (known.length) {
    const lines = await Promise.all(known.slice(0, SHOWN).map(described));
    const verdict = element("p", { class: "verify-yes" }, "The archive publishes this very file.");
    return { item: item(verdict, ...lines.flat(), shown), known: true };
  }
  return {
    item: item(
      element("p", { class: "verify-no" }, "No file of this archive has these bytes."),
      element("p", {}, "It may be an older version: the letter may have been corrected since, and its page says what was corrected, and when. A file that a program has saved again has other bytes too, even where nothing can be seen of it."),
      shown,
    ),
  };
}

async function check(chosen) {
  if (!chosen.length) return;
  files = chosen;
  const mine = ++filesTurn;
  fileFound.replaceChildren();
  fileStatus.textContent = `Checking ${counted(files.length, "file", "files")} …`;
  try {
    const items = [];
    // One after the other: each is in memory as a whole.
    for (const file of files) items.push(await checked(file));
    if (mine !== filesTurn) return;
    const known = items.filter((one) => one.known).length;
    fileStatus.textContent = `${known} of ${counted(files.length, "file", "files")} found in the archive.`;
    fileFound.replaceChildren(...items.map(({ item }) => item));
  } catch ({ message: why }) {
    if (mine !== filesTurn) return;
    complain(fileStatus, fileFound, "What the archive has could not be loaded.", why, () => {
      chooser.focus();
      check(files);
    });
  }
}

if (window.crypto?.subtle) {
  fileBox.hidden = false;
  chooser.addEventListener("click", () => (chooser.value = "")); // the same file may be chosen again
  chooser.addEventListener("change", () => check([...chooser.files]));
  // A file that misses the box would replace the page: it is taken wherever it falls.
  const brings = (event) => event.dataTransfer?.types.includes("Files");
  const over = (is) => fileBox.classList.toggle("verify-drop--over", is);
  document.addEventListener("dragover", (event) => brings(event) && (event.preventDefault(), over(true)));
  document.addEventListener("dragleave", (event) => event.relatedTarget ?? over(false));
  document.addEventListener("drop", (event) => {
    over(false);
    if (!brings(event)) return;
    event.preventDefault();
    check([...event.dataTransfer.files]);
  });
} else {
  noDigest.hidden = false;
}

/* Words --------------------------------------------------------------------------------------- */
let wordsTurn = 0;

/**
 * Read letters that may have the words, as the search finds them, until some have. Returns `all` that were
 * read, and whether there are `more` of which the search thinks as well of as of those that have them.
 */
async function letters(text, quotation, isCurrent) {
  const hits = new Map();
  const done = new Map();
  for (const round of questions(text)) {
    for (const question of round) {
      index.missed = "";
      const results = await index.search(question, { kind: ["letter"] }, question.startsWith('"') ? "newest" : "");
      if (index.missed) throw new Error(index.missed);
      for (const result of results) hits.set(result.key, (hits.get(result.key) ?? 0) + 1);
      const waiting = results.filter(({ key }) => !done.has(key)).sort((a, b) => hits.get(b.key) - hits.get(a.key));
      const next = waiting.slice(0, Math.min(READ, MOST - done.size));
      await Promise.all(next.map(async (result) => done.set(result.key, await letter(result))));
      if (index.missed) throw new Error(index.missed);
      const all = [...done.values()];
      if (!isCurrent() || all.some((one) => find(quotation, one))) return { all, more: waiting.length > next.length };
    }
    const like = (one) => nearest(quotation, one) || corrected(quotation, one);
    if ([...done.values()].some(like)) break;
  }
  return { all: [...done.values()], more: false };
}

async function letter(result) {
  const { raw_url: address } = await result.data();
  return readLetter(await recordOf(address.split("/")[1]));
}

async function look() {
  const mine = ++wordsTurn;
  const text = field.value;
  const quotation = read(text);
  found.replaceChildren();
  if (!quotation.some(({ word }) => word)) {
    status.textContent = "Paste the words that you want to look for.";
    return field.focus();
  }
  status.textContent = "Looking through the letters …";
  try {
    const { all, more } = await letters(text, quotation, () => mine === wordsTurn);
    if (mine === wordsTurn) answer(text, quotation, all, more);
  } catch ({ message: why }) {
    index.close();
    if (mine !== wordsTurn) return;
    complain(status, found, "The letters could not be looked through.", why, () => {
      // Names of the index change with each publication, and this page has the old ones.
      if (why === "gone") return location.reload();
      field.focus();
      look();
    });
  }
}

const newest = (a, b) => b.letter.record.date.localeCompare(a.letter.record.date);

function answer(text, quotation, all, more) {
  const exact = all.map((one) => ({ letter: one, ...find(quotation, one) })).filter(({ steps }) => steps);
  if (exact.length) return verbatim(text, exact.sort(newest), more);
  const changed = all.map((one) => ({ letter: one, ...corrected(quotation, one) })).filter((one) => one.corrections);
  const since = changed.sort((a, b) => Boolean(b.found) - Boolean(a.found) || newest(a, b))[0];
  const near = all.map((one) => ({ letter: one, ...comparison(quotation, one) }));
  const best = near.filter(({ steps }) => steps).sort((a, b) => b.same - a.same || a.strange - b.strange || newest(a, b))[0];
  if (since?.found || (since && !best)) return once(text, quotation, since);
  if (best) return unlike(text, best);
  const long = near.some((one) => one.long) && ` More than ${LONGEST.toLocaleString("en")} words are not compared one by one: paste a shorter passage.`;
  status.textContent = `${all.length && long ? "These very words stand in no letter." : "Nothing like this was found."}${long || ""}`;
  if (!long) {
    const search = element("a", { href: new URL("search/", index.root).href }, "Search");
    found.replaceChildren(element("li", {}, element("p", {}, "The archive may have it in other words. ", search, " for a name or a topic instead.")));
  }
}

function comparison(quotation, one) {
  const best = nearest(quotation, one);
  return best === "long" ? { long: true } : best;
}

function verbatim(text, all, more) {
  const order = all.length > SHOWN ? `; the newest ${SHOWN} are shown` : all.length > 1 ? ", newest first" : "";
  const count = `${more ? "at least " : ""}${counted(all.length, "letter", "letters")}`;
  status.textContent = `Found: these words stand in ${count}${order}.`;
  found.replaceChildren(
    ...all.slice(0, SHOWN).map(({ letter: one, steps, end }) => {
      const left = steps.filter(({ kind, there }) => kind === "left" && there.word).length;
      const notes = [];
      if (left) notes.push(`Words were left out: where the quotation has an ellipsis, the letter has ${counted(left, "word", "words")} more.`);
      if (end) notes.push(`The “${end}” at the end of what was pasted does not stand there.`);
      return item(text, one, steps, notes.map((note) => element("p", { class: "verify-notice" }, note)));
    }),
  );
}

function once(text, quotation, { letter: one, corrections, found: now }) {
  status.textContent = "These words were corrected: they stand in the letter no longer.";
  const told = element("ul", { class: "verify-notice" }, ...corrections.map(change));
  const steps = now && (comparison(quotation, one)?.steps ?? now.steps);
  found.replaceChildren(item(text, one, steps, [told], corrections));
}

function unlike(text, { letter: one, same, words, steps }) {
  const all = steps.every(({ kind, asked, there }) => kind === "same" || kind === "left" || !(asked ?? there).word);
  const how = all ? "all words are the same, and what stands between them is not" : `${same} of ${words} words are the same`;
  status.textContent = `These very words stand in no letter. In the nearest passage ${how}.`;
  found.replaceChildren(item(text, one, steps, []));
}

/* A passage ----------------------------------------------------------------------------------- */
/** One letter of an answer: title, date and place, what is to be known, and the passage. */
function item(text, one, steps, notes, told = []) {
  const { record, parts } = one;
  const shown = steps ? [...new Set(steps.filter(({ kind, there }) => there && kind !== "left").map(({ there }) => there.part))] : [];
  const name = shown.length ? parts[shown[0]].name : "";
  const ends = [...new Set([shown[0], shown.at(-1)])].filter((part) => part !== undefined);
  const places = ends.flatMap((part, n) => [n ? " to " : " · ", place(record, parts[part])]);
  const differs = steps?.some(({ kind }) => kind === "lost" || kind === "new");
  const legend = element("p", { class: "verify-legend" }, element("del", {}, "Struck out"), ": as pasted. ", element("ins", {}, "Underlined"), ": in the letter.");
  return element(
    "li",
    {},
    element("h3", {}, titled(record, name)),
    element("p", { class: "verify-line" }, date(record.date), ...places),
    ...warnings(record, notes, told),
    ...(differs ? [legend] : []),
    ...(shown.length ? [passage(text, one, steps, shown)] : []),
  );
}

function place(record, { name, label }) {
  return element("a", { href: letterUrl(record.id, name) }, label);
}

function passage(text, { record, parts }, steps, shown) {
  const quote = element("blockquote", { lang: foreign(record), dir: "auto" });
  // What was pasted and stands nowhere goes with the words before it, or with the first.
  let part = steps.find(({ there }) => there).there.part;
  const placed = steps.map((step) => ({ ...step, part: (part = step.there?.part ?? part) }));
  for (const [n, number] of shown.entries()) {
    const between = n && parts.slice(shown[n - 1] + 1, number).length;
    if (between) quote.append(element("p", {}, "…"));
    quote.append(element("p", {}, ...marked(text, parts[number].text, placed.filter((step) => step.part === number))));
  }
  return quote;
}

const CLOSE = ", end of the difference, "; // said, not seen

/** The text of a paragraph with what it has in common with a quotation marked, and what differs. */
function marked(pasted, text, steps) {
  const nodes = [];
  let at = 0;
  for (let start = 0, end; start < steps.length; start = end) {
    const { kind } = steps[start];
    for (end = start; end < steps.length && steps[end].kind === kind; ) end += 1;
    const [first, last] = [steps[start], steps[end - 1]];
    if (kind === "lost") {
      const words = pasted.slice(first.asked.from, last.asked.to);
      const next = steps.slice(end).find(({ there }) => there);
      const leading = at === 0 && next;
      if (leading) nodes.push(text.slice(0, (at = next.there.from)));
      const close = steps[end]?.kind === "new" ? ", " : CLOSE;
      const lost = element("del", {}, unseen("as pasted: "), words, unseen(close));
      nodes.push(...(leading ? [lost, " "] : [first.asked.word ? " " : "", lost]));
      continue;
    }
    const words = text.slice(first.there.from, last.there.to);
    nodes.push(text.slice(at, first.there.from));
    if (kind === "same") nodes.push(element("mark", {}, words));
    else if (kind === "new") nodes.push(element("ins", {}, unseen("in the letter: "), words, unseen(CLOSE)));
    else nodes.push(words);
    at = last.there.to;
  }
  return [...nodes, text.slice(at)];
}

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
