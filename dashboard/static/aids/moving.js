// Goes to another view of the dashboard without loading the page anew, and to a place on it.
(() => {
  const patience = 15000;
  let wanted = "";

  const reach = (anchor, since = performance.now()) => {
    if (anchor !== wanted) return;
    const place = document.getElementById(anchor);
    if (place) {
      place.scrollIntoView({ block: "start" });
      place.focus({ preventScroll: true });
    } else if (performance.now() - since < patience) {
      setTimeout(() => reach(anchor, since), 100);
    }
  };

  const toPlace = (hash) => {
    wanted = decodeURIComponent(hash.replace(/^#/, ""));
    if (wanted) reach(wanted);
  };

  window.khuyencongGo = (address) => {
    const to = new URL(address, location.href);
    const here = to.pathname === location.pathname && to.search === location.search;
    history.pushState({}, "", to);
    // What Streamlit listens to when a reader goes back: it draws what the address says.
    if (!here) window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    toPlace(to.hash);
  };

  // Kept now: the address loses its anchor when the page writes what it shows into it.
  toPlace(location.hash);
  window.addEventListener("hashchange", () => toPlace(location.hash));

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-kc-go]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain) return;
    event.preventDefault();
    window.khuyencongGo(link.getAttribute("href"));
  });
})();
