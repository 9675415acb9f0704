// Goes to another view of the dashboard without loading the page anew, and to a place on it.
(() => {
  const patience = 60000;
  const settling = 2000;
  let wanted = "";

  // What is above a place may still grow when it has been reached: it is kept in sight for a while.
  const reach = (anchor, since = performance.now(), found = null) => {
    if (anchor !== wanted) return;
    const now = performance.now();
    const place = document.getElementById(anchor);
    if (place) {
      const { top } = place.getBoundingClientRect();
      if (found === null || top < 0 || top > innerHeight) {
        place.scrollIntoView({ block: "start" });
        place.focus({ preventScroll: true });
      }
      found ??= now;
    }
    if (found === null ? now - since < patience : now - found < settling) {
      setTimeout(() => reach(anchor, since, found), 100);
    }
  };

  // From the first movement of the reader's own the page is theirs.
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    window.addEventListener(kind, () => (wanted = ""), { capture: true, passive: true });
  }

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
