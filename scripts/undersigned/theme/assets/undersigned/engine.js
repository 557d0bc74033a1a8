// The archive's search: opens the index, which is in pieces, looks for words in all of them, and tells
// what is not there from what could not be downloaded. The pages that search have this in common.
// The index is in pieces, the letters of one period each, and one piece for what has no date.

const META = "pagefind.index.pf_meta";
const WASM = "wasm.engine.pagefind";
const ENTRY = "pagefind-entry.json?ts=0";

// How several values of one filter combine: a letter may have many signatories, but only one year.
export const COMBINE = {
  topic: "all", signatory: "all", recipient: "all", jurisdiction: "all", year: "any", kind: "any",
};

// Chinese and Japanese are indexed by character, as outputs/search writes them.
const UNSPACED = "\u2e80-\u2fdf\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}";
const SEAM = new RegExp(`(?<=\\S)(?=[${UNSPACED}])|(?<=[${UNSPACED}])(?=\\S)`, "gu");
const RUN = new RegExp(`^[${UNSPACED}]{2,}$`, "u");

function term(q) {
  const words = q.replace(/[“”„«»]/g, '"');
  // Every page has this word; without any, Pagefind would load the whole index to filter it.
  if (!words) return "\ua66e";
  return (RUN.test(words) ? `"${words}"` : words).replace(SEAM, " ");
}

// Filters are spelled without what Pagefind 1.5 would misread, as outputs/search spells them.
const encode = (value) => value.trim().replace(/\s+/g, " ").replace(/[%"&\\]/g, encodeURIComponent);

// Filters with many values are split, as outputs/search writes them, and only the part asked for is loaded.
const SHARES = 16;
const share = (key) => [...key].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % SHARES;

function spelled(filters) {
  const all = {};
  for (const [name, values] of Object.entries(filters)) {
    for (const key of values.map(encode)) {
      const part = COMBINE[name] === "all" ? `${name}-${share(key)}` : name;
      (all[part] ??= { [COMBINE[name]]: [] })[COMBINE[name]].push(key);
    }
  }
  return all;
}

/** The index that a page names in its `data-` attributes, opened when something is first looked for. */
export class Index {
  /** Why a download failed: "gone", "down", or "" while none did. Searching anew begins with "" again. */
  missed = "";

  // Names change with their content, so what was downloaded once is kept.
  #kept = new Map();
  #opened = new Map();
  #started;
  #program;
  #attempts = 0;

  constructor({ root, engine, pieces = "", entries = "" }) {
    this.root = new URL(root, document.baseURI);
    this.home = new URL("search/", this.root); // of all parts of the index
    const folders = (names) => names.split(" ").filter(Boolean).map((name) => new URL(`${name}/`, this.home));
    [this.engine] = folders(engine);
    [this.letters, this.entries] = [pieces, entries].map(folders);
    this.download = window.fetch.bind(window);
    window.fetch = (resource, options) => this.#watch(resource, options);
  }

  // Pagefind takes a file that it could not download for an empty one, and then finds nothing.
  // A reader must hear the difference, so its downloads are watched; and what it asks for first is
  // downloaded before it asks, once for all pieces, because it tells nobody when that fails.
  async #watch(resource, options) {
    const { href } = new URL(resource.url ?? resource, document.baseURI);
    if (this.#kept.has(href)) return new Response(this.#kept.get(href));
    const ours = href.startsWith(this.home.href);
    try {
      const response = await this.download(resource, options);
      if (ours && !response.ok) this.missed = "gone";
      return response;
    } catch (error) {
      if (ours) this.missed = "down";
      throw error;
    }
  }

  /** Download a file of the archive; the error of a failure says "down" or "gone". */
  async get(url) {
    const response = await this.download(url).catch(() => {
      throw new Error("down");
    });
    if (response.ok) return response;
    throw new Error("gone");
  }

  async #keep(name, folder) {
    const { href } = new URL(name, folder);
    if (!this.#kept.has(href)) this.#kept.set(href, await (await this.get(href)).arrayBuffer());
  }

  // Its worker stays out: it doubles the script, and what it fails to download cannot be noticed.
  #instance(folder) {
    const metaCacheTag = ENTRY.split("=")[1];
    return this.#program.createInstance({ basePath: folder.href, noWorker: true, metaCacheTag });
  }

  // A module that failed to load is not asked for again under the same address.
  #load() {
    const again = this.#attempts++ ? `?again=${this.#attempts}` : "";
    return import(new URL(`pagefind.js${again}`, this.engine).href);
  }

  async #start() {
    this.missed = "";
    const files = Promise.all([ENTRY, META, WASM].map((name) => this.#keep(name, this.engine)));
    // A download tells why it failed and an import does not, so that has the last word.
    const answers = await Promise.allSettled([files, this.#program ?? this.#load()]);
    for (const { status, reason } of answers) if (status === "rejected") throw reason;
    this.#program = answers[1].value;
    // All pieces share one program, which the first to ask for it starts: here, so that only one does.
    await this.#instance(this.engine).options({ ranking: {} });
  }

  async #open(folder) {
    await Promise.all([(this.#started ??= this.#start()), this.#keep(META, folder)]);
    this.#kept.set(new URL(ENTRY, folder).href, this.#kept.get(new URL(ENTRY, this.engine).href));
    // The program is there already; this is how one without a byte looks.
    this.#kept.set(new URL(WASM, folder).href, "pagefind_dcd");
    return this.#instance(folder);
  }

  /** Forget what was opened, so that the next search downloads anew what could not be had. */
  close() {
    this.#started = undefined;
    this.#opened.clear();
  }

  // Letters alone have a date and filters other than the kind, and their pieces do not say their kind.
  #folders({ kind: [kind] = [], ...others }, sort) {
    const entries = sort || Object.values(others).flat().length ? [] : this.entries;
    return kind === "letter" ? this.letters : kind ? entries : [...this.letters, ...entries];
  }

  /**
   * Pagefind's results for words, a list of values for each filter, and an order: "newest", "oldest" or
   * "" for the best match. A result's `key` is its own in all pieces. That words could not be looked for
   * everywhere is told by `missed` alone.
   */
  async search(q, filters, sort = "") {
    const { kind, ...others } = spelled(filters);
    const answers = await Promise.all(
      this.#folders(filters, sort).map(async (folder) => {
        if (!this.#opened.has(folder)) this.#opened.set(folder, this.#open(folder));
        const pagefind = await this.#opened.get(folder);
        const wanted = kind && this.entries.includes(folder) ? { kind } : others;
        const { results } = await pagefind.search(term(q), { filters: wanted });
        for (const result of results) result.key = `${folder.pathname}${result.id}`;
        // The pages of a piece are numbered from the newest, and so are the pieces.
        return sort ? results.sort((a, b) => a.id - b.id) : results;
      }),
    );
    const found = answers.flat();
    if (sort === "oldest") return found.reverse();
    return sort ? found : found.sort((a, b) => b.score - a.score);
  }
}
