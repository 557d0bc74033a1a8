/* Light or dark, set before the page is drawn: this is no module. What a reader chooses is kept where and as
   Material would keep it; as long as nothing is chosen, the system decides and nothing is kept. */
{
  const { dataset, src } = document.currentScript;
  const scope = dataset.scope ? new URL(dataset.scope, location) : new URL("../../", src);
  const key = `${scope.pathname}.__palette`;
  const form = document.querySelector(".tones");
  const options = [...form?.querySelectorAll("input") ?? []];

  const media = (option) => option.getAttribute("data-md-color-media");
  const suits = (option) => matchMedia(media(option)).matches;

  const colours = (option) => {
    // An option for whatever the system prefers has the colours of the one for just that.
    const follows = media(option) === "(prefers-color-scheme)";
    const one = (follows && options.find((other) => other !== option && suits(other))) || option;
    const names = ["media", "scheme", "primary", "accent"].filter((name) => one.hasAttribute(`data-md-color-${name}`));
    return Object.fromEntries(names.map((name) => [name, one.getAttribute(`data-md-color-${name}`)]));
  };

  const chosen = () => {
    try {
      return JSON.parse(localStorage.getItem(key))?.index;
    } catch {
      return undefined;  // a browser that keeps nothing
    }
  };

  const current = () => {
    const index = chosen() ?? options.findIndex(suits);
    return options[Math.max(0, Math.min(index, options.length - 1))];
  };

  const tint = document.createElement("meta");
  tint.name = "theme-color";

  const show = (option) => {
    for (const [name, value] of Object.entries(colours(option))) {
      document.body.setAttribute(`data-md-color-${name}`, value);
    }
    for (const each of options) {
      each.checked = each === option;
      if (each.labels[0]) each.nextElementSibling.hidden = each !== option;
    }
    const bar = document.querySelector(".bar");
    if (bar) tint.content = getComputedStyle(bar).backgroundColor;
  };

  const choose = (option) => {
    show(option);
    try {
      localStorage.setItem(key, JSON.stringify({ index: options.indexOf(option), color: colours(option) }));
    } catch {
      // It holds for this page.
    }
  };

  document.documentElement.classList.replace("no-js", "js");
  if (options.length) {
    document.head.append(tint);
    show(current());
    form.addEventListener("change", (event) => choose(event.target));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      const next = options[(options.indexOf(current()) + 1) % options.length];
      choose(next);
      next.focus();
    });
    matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => show(current()));
  }
}
