"use strict";

/* Files that are dropped or chosen in, sent to this server one after another; what it says of each, shown, out. What comes
   back is only ever put in place as text. */

(() => {
  const main = document.getElementById("main");
  const drop = document.getElementById("drop");
  const input = document.getElementById("files");
  const table = document.getElementById("table");
  const state = document.getElementById("state");
  const stop = document.getElementById("stop");
  const results = document.getElementById("results");
  const limit = Number(main.dataset.limit);
  const queue = [];
  const tries = 6;
  let busy = false;
  let ending = null;

  /** An element with a class and children; a string among these is text. */
  function make(tag, name, ...children) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }

  /** A text of others, in which what a browser would obey and not show is written out. */
  function visible(text) {
    return String(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (sign) => `\\u{${sign.codePointAt(0).toString(16)}}`);
  }

  function counted(number, noun) {
    return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
  }

  /** Wait, but no longer than until somebody stops it. */
  function wait(seconds, signal) {
    return new Promise((resolve) => {
      setTimeout(resolve, 1000 * seconds);
      signal.addEventListener("abort", resolve, { once: true });
    });
  }

  /** Send a file and return the server's answer, or one of our own that says why there is none. */
  async function ask(file, name, signal) {
    const words = new URLSearchParams({ name: file.name });
    if (name) words.set("table", name);
    for (let left = tries; ; left -= 1) {
      const answer = await fetch(`/validate?${words}`, {
        method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" }, signal, cache: "no-store",
      });
      if (answer.status === 503 && left > 1) {
        await wait(Number(answer.headers.get("Retry-After")) || 5, signal);
      } else if ((answer.headers.get("Content-Type") || "").startsWith("application/json")) {
        return answer.json();
      } else {
        return { status: "failed", message: (await answer.text()).slice(0, 500) };
      }
    }
  }

  async function answered(file, name, signal) {
    if (file.size > limit) {
      return { status: "refused", message: `the file has more than ${main.dataset.most}; send it in parts, or check it with "karabakh validate FILE"` };
    }
    try {
      return await ask(file, name, signal);
    } catch (error) {
      if (signal.aborted) return { status: "refused", message: "you stopped it" };
      const readable = await file.slice(0, 1).arrayBuffer().then(() => true, () => false);
      return { status: "failed", message: readable ? "the server does not answer" : "it cannot be read: if it has changed since you chose it, choose it again; a folder cannot be sent" };
    }
  }

  function verdict(answer) {
    if (answer.status !== "valid" && answer.status !== "invalid") return `Not checked: ${visible(answer.message || "")}`;
    const { errors, warnings } = answer.summary;
    const found = [];
    if (errors) found.push(counted(errors, "error"));
    if (warnings) found.push(counted(warnings, "warning"));
    if (answer.status === "invalid") return `Not valid: ${found.join(", ")}`;
    return found.length ? `Valid, with ${found[0]} to look at` : "Valid: nothing is wrong with it";
  }

  function holds(file) {
    const held = file.table === "text" ? "A text" : file.table ? `${file.table}, ${counted(file.rows, "row")}` : "No table that could be told";
    return file.part ? `Sheet ${visible(file.part)}: ${held}` : held;
  }

  function cell(name, ...children) {
    const made = make("td", "", ...children);
    if (children.some((child) => child !== null && child !== "")) made.dataset.name = name;
    return made;
  }

  function code(text) {
    return text === null || text === "" ? null : make("code", "value", visible(text));
  }

  function row(finding) {
    const many = finding.count > 1;
    const where = finding.row !== null ? finding.row.toLocaleString("en") : many ? `${finding.count.toLocaleString("en")} more` : "";
    const message = cell("Message", visible(finding.message));
    if (finding.detail) message.append(make("span", "perhaps muted", visible(finding.detail)));
    if (finding.suggestion) message.append(make("span", "perhaps", "Perhaps ", code(finding.suggestion)));
    return make("tr", "", cell("Kind", make("span", `kind ${finding.severity === "error" ? "error" : "warning"}`, visible(finding.severity))),
      cell("Row", where), cell("Column", code(finding.column)), cell("Value", code(finding.value)),
      cell("Rule", make("code", "", visible(finding.rule))), message);
  }

  function findings(found, label) {
    const heads = ["Kind", "Row", "Column", "Value", "Rule", "What is wrong and what would be right"].map((name) => {
      const head = make("th", "", name);
      head.scope = "col";
      return head;
    });
    const made = make("table", "findings", make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...found.map(row)));
    const wide = make("div", "wide", made);
    wide.tabIndex = 0;
    wide.setAttribute("role", "region");
    wide.setAttribute("aria-label", label);
    return wide;
  }

  function notes(some) {
    return some.length ? make("ul", "notes", ...some.map((note) => make("li", "", visible(note)))) : null;
  }

  function part(file, answer, name) {
    const found = answer.findings.filter((finding) => finding.part === file.part);
    const head = answer.files.length > 1 ? make("h3", "", holds(file)) : make("p", "holds", holds(file));
    const label = file.part ? `Findings in ${name}, sheet ${visible(file.part)}` : `Findings in ${name}`;
    return make("section", "", head, notes(file.notes), found.length ? findings(found, label) : null);
  }

  function again(file, article) {
    const button = make("button", "", "Check again as");
    button.type = "button";
    const which = table.cloneNode(true);
    which.removeAttribute("id");
    which.setAttribute("aria-label", "Table to check it as");
    which.value = article.dataset.table;
    button.addEventListener("click", () => { enqueue([file], which.value, article); });
    return make("p", "actions", button, which);
  }

  function show(file, name, answer, article) {
    const title = visible(file.name || answer.name || "file");
    article.className = `result ${answer.status === "refused" ? "failed" : answer.status}`;
    article.dataset.table = name;
    const told = [...(answer.notes || [])];
    if (answer.renamed) told.unshift(`its name is none that every system can have; it was checked as ${answer.name}`);
    const shown = [make("h2", "", title), make("p", "verdict", verdict(answer)), notes(told),
      ...(answer.files || []).map((one) => part(one, answer, title)),
      answer.version ? make("p", "small muted", `Compared with version ${answer.version}.`) : null, again(file, article)];
    article.replaceChildren(...shown.filter(Boolean));
  }

  async function work() {
    if (busy) return;
    busy = true;
    while (queue.length) {
      const { file, name, article } = queue.shift();
      ending = new AbortController();
      const left = queue.length ? `, then ${counted(queue.length, "more file")}` : "";
      state.textContent = `Checking ${visible(file.name)}${left} …`;
      stop.hidden = false;
      const answer = await answered(file, name, ending.signal);
      const made = article || make("article");
      if (!article) results.prepend(made);
      show(file, name, answer, made);
      state.textContent = `${visible(file.name)}: ${verdict(answer)}`;
    }
    if (document.activeElement === stop) input.focus();
    stop.hidden = true;
    busy = false;
  }

  function enqueue(files, name, article = null) {
    for (const file of files) queue.push({ file, name, article });
    work();
  }

  /** Whether what is dragged are files; a drop beside the field must not leave this page either. */
  function hasFiles(event) {
    return Boolean(event.dataTransfer) && [...event.dataTransfer.types].includes("Files");
  }

  stop.addEventListener("click", () => {
    queue.length = 0;
    ending.abort();
  });
  input.addEventListener("change", () => {
    enqueue([...input.files], table.value);
    input.value = "";
  });
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    drop.classList.remove("over");
    enqueue([...event.dataTransfer.files], table.value);
  });
  drop.hidden = false;
})();
