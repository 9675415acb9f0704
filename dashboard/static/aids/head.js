// Runs in the head of the page, before Streamlit reads which theme was chosen. Streamlit keeps a
// choice for each path; ours is one for all of them.
(() => {
  const root = document.documentElement;
  root.dataset.kcChoice = "System";
  try {
    const chosen = localStorage.getItem("khuyencong-theme");
    if (chosen === "Light" || chosen === "Dark" || chosen === "System") {
      root.dataset.kcChoice = chosen;
      localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(chosen));
    }
  } catch {
    // A browser that keeps nothing follows its own setting.
  }
})();
