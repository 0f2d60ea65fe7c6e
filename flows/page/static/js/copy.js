/** Buttons that copy the text of the element they name. */
K.copy = {
  mount(button) {
    const source = document.getElementById(button.dataset.copies);
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.textContent.trim());
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(source);
        button.textContent = "Selected: copy it with your keyboard";
      }
      setTimeout(() => (button.textContent = words), 3000);
    });
  },
};
