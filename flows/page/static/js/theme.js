/** Light or dark: as the system says until the reader chooses. */
K.theme = {
  /** @param {HTMLButtonElement} button that changes it @returns {function(): void} what shows the present one */
  mount(button) {
    button.addEventListener("click", () => K.store.set({ theme: K.store.get().theme === "dark" ? "light" : "dark" }));
    return () => {
      const { theme } = K.store.get();
      document.documentElement.dataset.theme = theme;
      button.setAttribute("aria-label", theme === "dark" ? "Light colours" : "Dark colours");
      button.textContent = theme === "dark" ? "Light" : "Dark";
    };
  },
};
