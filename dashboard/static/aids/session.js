// Asks now and then whether the session still lasts, which does not make it last longer. When it
// has ended the page goes, so that nothing stays in sight of whoever comes next.
(() => {
  const EVERY = 15000;
  const look = async () => {
    let told;
    try {
      told = await (await fetch("./session", { cache: "no-store" })).json();
    } catch {
      return;
    }
    if (!told.needed) return;
    if (told.left === null) {
      const here = location.pathname.split("/").pop() + location.search;
      location.replace("./signin?next=" + encodeURIComponent(here));
      return;
    }
    setTimeout(look, Math.min(EVERY, told.left * 1000 + 500));
  };
  look();
})();
