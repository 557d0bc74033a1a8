// A quotation and a letter, word by word: where the one stands in the other, and how they differ.
// Quotation marks and spacing never count; case, hyphens and everything else do. Nothing here knows of pages.

/** Words of a quotation up to which it is said how it differs from a letter. */
export const LONGEST = 2000;
const MOST = 16_000_000; // words of the one times words of the other: so many bytes are taken to compare them
const LIKE = 0.6; // of a quotation's words, what has to stand in a passage that is like it
const FEWEST = 3; // words that it has to have in common with it

const LEFT_OUT = "…";
const APART = "\n"; // parts what no quotation spans: the text and each note

const MARKS = "“”„‟«»‹›\"＂「」『』〝〞〟‘’‚‛'`´＇";
const HIDDEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"; // what no reader sees
const SCRIPTS = ["Han", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr"]; // they have no spaces between words
const UNSPACED = SCRIPTS.map((script) => `\\p{scx=${script}}`).join("");
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}${HIDDEN}])`;
const DOTS = "(?:…|\\.(?:\\s?\\.){2,})";

const TOKEN = new RegExp(
  [
    `(?<dots>${DOTS}|[[(]\\s*${DOTS}\\s*[\\])])`,
    `(?<mark>[${MARKS}])`,
    // Within a word an apostrophe counts: "it's" is not "its".
    `(?<word>${LETTER}+(?:[‘’'\`´＇]${LETTER}+)*|(?![\\p{P}])[${UNSPACED}]\\p{M}*)`,
    "(?<other>\\S\\p{M}*)",
  ].join("|"),
  "gu",
);
const UNSEEN = new RegExp(`[${HIDDEN}]`, "gu");
const APOSTROPHE = /[‘’`´＇]/gu;

/** What counts of a text: words and other characters, each with its place `from`, `to` in the text. */
export function read(text, part = 0) {
  const tokens = [];
  for (const { 0: found, index, groups } of text.matchAll(TOKEN)) {
    if (groups.mark) continue;
    const plain = found.replace(UNSEEN, "").replace(APOSTROPHE, "'").normalize("NFC");
    const said = groups.dots ? LEFT_OUT : plain;
    if (said) tokens.push({ said, part, from: index, to: index + found.length, word: Boolean(groups.word) });
  }
  return tokens;
}

/**
 * A letter's record as parts and tokens. A part is a paragraph or a note with its `text`, the `name` that
 * leads to it, and what it is called; a token's `part` is its place among them.
 */
export function readLetter(record) {
  const { paragraphs, notes, others = [] } = record.text;
  const parts = paragraphs.map(({ id, text }) => ({ name: id, label: `Paragraph ${id.slice(1)}`, text }));
  parts.push(...notes.map((text, n) => ({ name: `fn:${n + 1}`, label: `Note ${n + 1}`, text })));
  parts.push(...others.map((text) => ({ name: "", label: "Heading or table", text })));
  if (record.subject) parts.push({ name: "", label: "Subject", text: record.subject });
  const tokens = parts.flatMap(({ text }, part) => {
    const apart = part < paragraphs.length ? [] : [{ said: APART, part, from: 0, to: 0, word: false }];
    return [...apart, ...read(text, part)];
  });
  return { record, parts, tokens };
}

/** The same tokens without an ellipsis or empty space at either end. */
function trimmed(tokens) {
  const full = ({ said }) => said !== LEFT_OUT;
  return tokens.slice(tokens.findIndex(full), tokens.findLastIndex(full) + 1);
}

/** Where a run of tokens begins in others, from a place on; -1 for nowhere. */
function place(run, tokens, start = 0) {
  for (let at = start; at <= tokens.length - run.length; at += 1) {
    if (run.every(({ said }, n) => tokens[at + n].said === said)) return at;
  }
  return -1;
}

/**
 * Where a quotation stands in a letter: runs [from, to) of its tokens, several where words were left out;
 * null when it does not stand there. What stands closest together counts.
 */
function runs(quotation, tokens) {
  const whole = place(quotation, tokens);
  if (whole >= 0) return [[whole, whole + quotation.length]];
  const pieces = [[]];
  for (const token of quotation) {
    if (token.said === LEFT_OUT) pieces.push([]);
    else pieces.at(-1).push(token);
  }
  if (pieces.length === 1) return null;
  let best = null;
  const [first, ...others] = pieces.filter((piece) => piece.length);
  for (let at = place(first, tokens); at >= 0; at = place(first, tokens, at + 1)) {
    const found = [[at, at + first.length]];
    for (const piece of others) {
      const next = place(piece, tokens, found.at(-1)[1]);
      if (next < 0) return best;
      found.push([next, next + piece.length]);
    }
    const length = (all) => all.at(-1)[1] - all[0][0];
    if (!best || length(found) < length(best)) best = found;
  }
  return best;
}

/** Runs that only an ellipsis of the letter's own parts are one: nothing was left out there. */
function joined(all, tokens) {
  const kept = [all[0]];
  for (const [from, to] of all.slice(1)) {
    const last = kept.at(-1);
    if (tokens.slice(last[1], from).every(({ said }) => said === LEFT_OUT)) last[1] = to;
    else kept.push([from, to]);
  }
  return kept;
}

/** The way through the letter's tokens alone, as `nearest` has it for both. */
function stepsOf(all, tokens) {
  const [[from], [, to]] = [all[0], all.at(-1)];
  const inside = (at) => all.some(([start, end]) => at >= start && at < end);
  return tokens.slice(from, to).map((there, n) => ({ kind: inside(from + n) ? "same" : "left", there }));
}

/**
 * Find a quotation in a letter: the `steps` through it, of the kinds "same" and "left" of `nearest`, and
 * `end`, a mark at the quotation's end that the letter does not have there: the sentence around a quotation
 * often brings one. Null when it does not stand there.
 */
export function find(quotation, { tokens }) {
  const asked = trimmed(quotation);
  if (!asked.length) return null;
  const last = asked.at(-1).said;
  const shorter = /^[.,;:!?]$/.test(last) ? trimmed(asked.slice(0, -1)) : [];
  for (const [form, end] of [[asked, ""], [shorter, last]]) {
    const found = form.length && runs(form, tokens);
    if (found) return { steps: stepsOf(joined(found, tokens), tokens), end };
  }
  return null;
}

/** Where steps differ in a row, what was pasted comes before what the letter has in its place. */
function sorted(steps) {
  const all = [];
  let pasted = 0;
  for (const step of steps) {
    if (step.kind === "lost") all.splice(pasted++, 0, step);
    else all.push(step);
    if (step.kind !== "new" && step.kind !== "lost") pasted = all.length;
  }
  return all;
}

/** At both ends, what was pasted and is not in the letter faces what stands there, word by word. */
function faced(steps, tokens, start, end) {
  const first = steps.findIndex(({ kind }) => kind !== "lost");
  const last = steps.findLastIndex(({ kind }) => kind !== "lost");
  const facing = (lost, there, part) => there?.part === part && there.said !== APART && there.word === lost.asked.word;
  const [before, after] = [[], []];
  const part = tokens[start].part;
  for (const lost of steps.slice(0, first).reverse()) {
    const there = tokens[start - before.length - 1];
    if (!facing(lost, there, part)) break;
    before.unshift({ kind: "new", there });
  }
  for (const lost of steps.slice(last + 1)) {
    const there = tokens[end + after.length];
    if (!facing(lost, there, tokens[end - 1].part)) break;
    after.push({ kind: "new", there });
  }
  return [...steps.slice(0, first), ...before, ...steps.slice(first), ...after];
}

/**
 * The passage of a letter that is most like a quotation: how many of its `words` are the `same` there, how
 * many are `strange` to it, and the `steps` through both, each { kind, asked, there }: "same", "lost" (pasted,
 * and not in the letter), "new" (in the letter alone), "left" (left out by an ellipsis). Null where nothing
 * is like it, "long" where the two are too long to compare.
 *
 * It is the shortest way of Levenshtein's from the quotation to any stretch of the letter, by insertions
 * and deletions of words; beneath an ellipsis the letter's words cost nothing.
 */
export function nearest(quotation, { tokens }) {
  const asked = trimmed(quotation);
  const [rows, columns] = [asked.length, tokens.length];
  if (!rows) return null;
  if (rows > LONGEST || rows * columns > MOST) return "long";
  const [SAME, LOST, NEW] = [0, 1, 2];
  const ways = new Uint8Array(rows * (columns + 1));
  let above = new Int32Array(columns + 1);
  for (let row = 0; row < rows; row += 1) {
    const { said } = asked[row];
    const price = said === LEFT_OUT ? 0 : 1;
    const current = new Int32Array(columns + 1);
    for (let column = 0; column <= columns; column += 1) {
      let [cost, way] = [above[column] + price, LOST];
      if (column) {
        const aside = current[column - 1] + price;
        if (aside < cost) [cost, way] = [aside, NEW];
        if (tokens[column - 1].said === said && above[column - 1] <= cost) [cost, way] = [above[column - 1], SAME];
      }
      current[column] = cost;
      ways[row * (columns + 1) + column] = way;
    }
    above = current;
  }
  const end = above.indexOf(above.reduce((a, b) => Math.min(a, b)));
  let column = end;
  const steps = [];
  for (let row = rows - 1; row >= 0; ) {
    const way = ways[row * (columns + 1) + column];
    const left = asked[row].said === LEFT_OUT;
    if (way !== NEW) row -= 1;
    if (way !== LOST) column -= 1;
    if (way === SAME) steps.push({ kind: "same", asked: asked[row + 1], there: tokens[column] });
    else if (way === NEW) steps.push({ kind: left ? "left" : "new", there: tokens[column] });
    else if (!left) steps.push({ kind: "lost", asked: asked[row + 1] });
  }
  steps.reverse();
  const same = steps.filter(({ kind, there }) => kind === "same" && there.word).length;
  const strange = steps.filter(({ kind, there }) => kind === "new" && there.word).length;
  const words = asked.filter(({ word }) => word).length;
  const alike = same >= Math.max(FEWEST, words * LIKE) && strange <= words;
  return alike ? { steps: sorted(faced(steps, tokens, column, end)), same, words, strange } : null;
}

/**
 * What a letter's corrections say of a quotation: the `corrections` that changed its words, and where it
 * stands since, as `find` has it, null where it does not. Null when no correction has to do with it.
 */
export function corrected(quotation, letter) {
  let then = trimmed(quotation);
  const corrections = [];
  for (const correction of letter.record.corrections) {
    const [was, now] = [correction.was, correction.now].map((text) => read(text ?? ""));
    if (!was.length || !then.length) continue;
    const forms = [];
    for (let at = place(was, then); at >= 0; at = place(was, then, at + 1)) {
      forms.push([...then.slice(0, at), ...now, ...then.slice(at + was.length)]);
    }
    if (!forms.length && place(then, was) >= 0) forms.push(now);
    // Words that stand elsewhere in the letter to this day may not be those that were corrected.
    const known = place(was, letter.tokens) < 0 ? forms[0] : undefined;
    const form = forms.find((one) => find(one, letter)) ?? known;
    if (!form) continue;
    then = form;
    corrections.push(correction);
  }
  return corrections.length ? { corrections, found: find(then, letter) } : null;
}

/* What to ask the search for ----------------------------------------------------------------- */
const PHRASES = 5; // at most: one altered word spoils one of them
const PHRASE = 5; // words
const CHUNK = new RegExp(`[${UNSPACED.replaceAll("scx", "sc")}]{1,8}|[^\\s${UNSPACED.replaceAll("scx", "sc")}]+`, "gu");
const EDGES = /^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu;

const weight = (words) => words.reduce((sum, word) => sum + Math.min(word.length, 12), 0);

/**
 * What to look for, round by round, the next when nothing came of the one before: phrases of consecutive
 * words, then some long words together, then long words alone. Words within which there is a hyphen, an
 * apostrophe or a full stop are left out: an index may have them in several forms.
 */
export function questions(text) {
  const stretches = [[]];
  for (const chunk of text.replace(new RegExp(DOTS, "gu"), " … ").match(CHUNK) ?? []) {
    const word = chunk.replace(EDGES, "");
    if (/^[\p{L}\p{N}]+$/u.test(word)) stretches.at(-1).push(word);
    else stretches.push([]);
  }
  const windows = stretches.flatMap((words, stretch) =>
    words.slice(0, Math.max(1, words.length - PHRASE + 1)).map((_, start) => ({ stretch, start, words: words.slice(start, start + PHRASE) })),
  );
  windows.sort((a, b) => weight(b.words) - weight(a.words));
  const phrases = [];
  for (const one of windows) {
    const apart = (other) => other.stretch !== one.stretch || Math.abs(other.start - one.start) >= PHRASE;
    if (phrases.length < PHRASES && phrases.every(apart)) phrases.push(one);
  }
  const long = [...new Set(stretches.flat())].sort((a, b) => b.length - a.length).slice(0, 9);
  const threes = [0, 3, 6].map((start) => long.slice(start, start + 3)).filter((some) => some.length > 1);
  return [phrases.map(({ words }) => `"${words.join(" ")}"`), threes.map((words) => words.join(" ")), long.slice(0, 4)];
}
