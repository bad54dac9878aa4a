import { learn } from "./language-words.ts";
import { words as en } from "./words/en.ts";
import { words as ko } from "./words/ko.ts";
import { words as zhCN } from "./words/zh-CN.ts";

learn("en", en);
learn("zh-CN", zhCN);
learn("ko", ko);

/** For those who read or write every language: import and export, the command line. */
export { ownWordsOf, wordsOf } from "./words.ts";
