/** A text as it is searched: without case, diacritics, apostrophes, and with one kind of space. */
K.fold = (() => {
  const LETTERS = { "ə": "e", "ǝ": "e", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "և": "եւ", "ё": "е" };
  const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");
  return (text) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}+/gu, "")
      .replace(LETTER, (letter) => LETTERS[letter])
      .replace(/['’‘ʼʻ`´ʹʿʾ\u00AD\u200B-\u200F\u2060]/gu, "")
      .replace(/[\s\p{Pd}]+/gu, " ")
      .trim();
})();
