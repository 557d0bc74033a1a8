// Leads on from a former address, to the same place on the page; without scripts the page itself does, to its top.
const { href } = document.querySelector("a[data-moved]");
location.replace(href + location.search + location.hash);
