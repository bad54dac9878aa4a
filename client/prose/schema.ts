import { Schema, type DOMOutputSpec, type NodeSpec } from "prosemirror-model";
import { marks, nodes } from "prosemirror-schema-basic";
import { bulletList, listItem, orderedList } from "prosemirror-schema-list";

const isChecked = (dom: HTMLElement): boolean | null => {
  const checked = dom.getAttribute("data-checked");
  return checked === null ? null : checked === "true";
};

/** An item of any list; with `checked` it is a task with a box. */
const taskOrItem: NodeSpec = {
  ...listItem,
  content: "paragraph block*",
  attrs: { checked: { default: null } },
  parseDOM: [{ tag: "li", getAttrs: (dom) => ({ checked: isChecked(dom) }) }],
  toDOM: (node): DOMOutputSpec => ["li", node.attrs["checked"] === null ? {} : { "data-checked": String(node.attrs["checked"]) }, 0],
};

const SAFE = /^(https?:|mailto:|tel:)/i;

/** Addresses of other schemes are kept out of documents, whoever wrote them. */
export const isSafeLink = (href: string): boolean => SAFE.test(href);

/**
 * What long text is made of. Node and mark names are stored in documents: they never change meaning. Read by everybody, written by
 * the editor, by import and by outside Yjs clients alike.
 */
export const proseSchema = new Schema({
  nodes: {
    doc: nodes.doc,
    paragraph: nodes.paragraph,
    heading: { ...nodes.heading, attrs: { level: { default: 2 } } },
    blockquote: nodes.blockquote,
    horizontal_rule: nodes.horizontal_rule,
    bullet_list: { ...bulletList, content: "list_item+", group: "block" },
    ordered_list: { ...orderedList, content: "list_item+", group: "block" },
    list_item: taskOrItem,
    text: nodes.text,
    hard_break: nodes.hard_break,
  },
  marks: {
    link: {
      ...marks.link,
      toDOM: (mark): DOMOutputSpec => {
        const href = String(mark.attrs["href"]);
        return ["a", isSafeLink(href) ? { href, rel: "noreferrer", target: "_blank" } : {}, 0];
      },
    },
    em: marks.em,
    strong: marks.strong,
    code: marks.code,
  },
});
