/** Root of the flat map from path to value in a document. The only other roots are the proses, named `prose/<name>`. */
export const FIELDS = "fields";

/** What the names of all other roots begin with. */
export const PROSE_ROOTS = "prose/";
