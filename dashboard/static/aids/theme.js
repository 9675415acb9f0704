// Says on the root element whether the page is light or dark, for the style sheets, and lets a
// reader choose. The charts are drawn for a light page; the style sheet turns them on a dark one.
(() => {
  const root = document.documentElement;
  const order = ["System", "Light", "Dark"];

  const tell = (app) => {
    root.dataset.kcTheme = getComputedStyle(app).colorScheme === "dark" ? "dark" : "light";
  };

  const begin = () => {
    const app = document.querySelector(".stApp");
    if (!app) {
      requestAnimationFrame(begin);
      return;
    }
    tell(app);
    new MutationObserver(() => tell(app)).observe(app, { attributeFilter: ["class"] });
  };
  begin();

  document.addEventListener("click", (event) => {
    if (!event.target.closest(".kc-theme")) return;
    const next = order[(order.indexOf(root.dataset.kcChoice) + 1) % order.length];
    try {
      localStorage.setItem("khuyencong-theme", next);
    } catch {
      return;
    }
    // The address holds the whole view, so nothing but the theme changes.
    location.reload();
  });
})();
