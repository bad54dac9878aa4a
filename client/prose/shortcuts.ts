import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark } from "prosemirror-commands";
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { MarkType, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState, Plugin } from "prosemirror-state";
import { redoCommand, undoCommand } from "y-prosemirror";
import { proseSchema } from "./schema.ts";

const { nodes, marks } = proseSchema;

/** Bold, italic and code by what is typed around a word: `**word**`, `*word*`, `` `word` ``. */
const markRule = (pattern: RegExp, mark: MarkType): InputRule =>
  new InputRule(pattern, (state, match, start, end) => {
    const [whole, lead = "", text = ""] = match;
    if (text === "") return null;
    const from = start + lead.length;
    const tr = state.tr.insertText(text, from, end).addMark(from, from + text.length, mark.create());
    return whole.length > 0 ? tr.removeStoredMark(mark) : null;
  });

/** `[ ] ` and `[x] ` at the start of a list item make it a task. */
const taskRule = new InputRule(/^\[( |x)?\]\s$/, (state, match, start, end) => {
  const { $from } = state.selection;
  const item = $from.node(-1);
  if ($from.depth < 2 || item.type !== nodes.list_item) return null;
  return state.tr.delete(start, end).setNodeMarkup($from.before(-1), null, { ...item.attrs, checked: match[1] === "x" });
});

const rules = (): Plugin =>
  inputRules({
    rules: [
      textblockTypeInputRule(/^(#{1,3})\s$/, nodes.heading, (match) => ({ level: match[1]?.length ?? 2 })),
      wrappingInputRule(/^\s*([-+*])\s$/, nodes.bullet_list),
      wrappingInputRule(/^(\d+)[.)]\s$/, nodes.ordered_list, (match) => ({ order: Number(match[1]) }), (match, node) => node.childCount + Number(node.attrs["order"]) === Number(match[1])),
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      taskRule,
      markRule(/(^|\s)\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
      markRule(/(^|[^*])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.em),
      markRule(/(^|\s)`([^`]+)`$/, marks.code),
      new InputRule(/^---$/, (state, _match, start, end) => state.tr.replaceRangeWith(start, end, nodes.horizontal_rule.create())),
    ],
  });

const lineBreak: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

/** Whether the selection stands in a block of `type`. */
export const standsIn = (state: EditorState, type: NodeType, attrs: Readonly<Record<string, unknown>> = {}): boolean => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type === type && Object.entries(attrs).every(([name, value]) => node.attrs[name] === value)) return true;
  }
  return false;
};

export const hasMark = (state: EditorState, mark: MarkType): boolean => {
  const { from, to, empty, $from } = state.selection;
  if (empty) return mark.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, mark);
};

/** A list of one kind comes and goes with the same button. */
export const toggleList = (type: NodeType): Command => (state, dispatch) =>
  standsIn(state, type) ? liftListItem(nodes.list_item)(state, dispatch) : wrapInList(type)(state, dispatch);

export const toggleHeading = (level: number): Command => (state, dispatch) =>
  standsIn(state, nodes.heading, { level }) ? setBlockType(nodes.paragraph)(state, dispatch) : setBlockType(nodes.heading, { level })(state, dispatch);

/** Makes the items of the selection tasks, or plain items again; makes a list first where there is none. */
export const toggleTask: Command = (state, dispatch) => {
  if (!standsIn(state, nodes.list_item)) {
    return wrapInList(nodes.bullet_list)(state, dispatch && ((tr) => dispatch(setChecked(tr, tr.selection.from, tr.selection.to, false))));
  }
  const { from, to } = state.selection;
  dispatch?.(setChecked(state.tr, from, to, standsIn(state, nodes.list_item, { checked: null }) ? false : null));
  return true;
};

const setChecked = (tr: EditorState["tr"], from: number, to: number, checked: boolean | null): EditorState["tr"] => {
  tr.doc.nodesBetween(from, to, (node, position) => {
    if (node.type === nodes.list_item) tr.setNodeMarkup(position, null, { ...node.attrs, checked });
  });
  return tr;
};

/** Undo and redo reach one's own typing only. */
export const prosePlugins = (): readonly Plugin[] => [
  rules(),
  keymap({
    "Mod-z": undoCommand,
    "Mod-y": redoCommand,
    "Mod-Shift-z": redoCommand,
    "Mod-b": toggleMark(marks.strong),
    "Mod-i": toggleMark(marks.em),
    "Mod-e": toggleMark(marks.code),
    "Mod-Shift-7": toggleList(nodes.ordered_list),
    "Mod-Shift-8": toggleList(nodes.bullet_list),
    "Mod-Shift-9": toggleTask,
    "Mod-Alt-1": toggleHeading(1),
    "Mod-Alt-2": toggleHeading(2),
    "Mod-Alt-3": toggleHeading(3),
    "Shift-Enter": lineBreak,
    Enter: splitListItem(nodes.list_item, { checked: null }),
    "Mod-[": liftListItem(nodes.list_item),
    "Mod-]": sinkListItem(nodes.list_item),
    Tab: sinkListItem(nodes.list_item),
    "Shift-Tab": liftListItem(nodes.list_item),
  }),
  keymap(baseKeymap),
];
