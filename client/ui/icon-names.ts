import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import ArrowRight from "lucide-solid/icons/arrow-right";
import ArrowUp from "lucide-solid/icons/arrow-up";
import ArrowUpRight from "lucide-solid/icons/arrow-up-right";
import Axis3d from "lucide-solid/icons/axis-3d";
import Bold from "lucide-solid/icons/bold";
import BriefcaseBusiness from "lucide-solid/icons/briefcase-business";
import Building2 from "lucide-solid/icons/building-complex";
import Calendar from "lucide-solid/icons/calendar";
import ChartColumn from "lucide-solid/icons/chart-column";
import Check from "lucide-solid/icons/check";
import CheckCheck from "lucide-solid/icons/check-check";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import ChevronUp from "lucide-solid/icons/chevron-up";
import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleUserRound from "lucide-solid/icons/circle-user-round";
import Clock from "lucide-solid/icons/clock";
import CloudOff from "lucide-solid/icons/cloud-off";
import Columns2 from "lucide-solid/icons/columns-2";
import Columns3 from "lucide-solid/icons/columns-3";
import Command from "lucide-solid/icons/command";
import Copy from "lucide-solid/icons/copy";
import Download from "lucide-solid/icons/download";
import Ellipsis from "lucide-solid/icons/ellipsis";
import ExternalLink from "lucide-solid/icons/external-link";
import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import File from "lucide-solid/icons/file";
import FileUp from "lucide-solid/icons/file-up";
import Flame from "lucide-solid/icons/flame";
import Funnel from "lucide-solid/icons/funnel";
import GitMerge from "lucide-solid/icons/git-merge";
import Globe from "lucide-solid/icons/globe";
import GripVertical from "lucide-solid/icons/grip-vertical";
import Heading from "lucide-solid/icons/heading";
import Help from "lucide-solid/icons/circle-question-mark";
import History from "lucide-solid/icons/rotate-ccw-clock";
import HandGrab from "lucide-solid/icons/hand-grab";
import Home from "lucide-solid/icons/house";
import Inbox from "lucide-solid/icons/inbox";
import Info from "lucide-solid/icons/info";
import Italic from "lucide-solid/icons/italic";
import KeyRound from "lucide-solid/icons/key-round";
import Keyboard from "lucide-solid/icons/keyboard";
import Languages from "lucide-solid/icons/languages";
import Link from "lucide-solid/icons/link";
import List from "lucide-solid/icons/list";
import ListFilter from "lucide-solid/icons/list-filter";
import ListOrdered from "lucide-solid/icons/list-ordered";
import Lock from "lucide-solid/icons/lock";
import LogOut from "lucide-solid/icons/log-out";
import Mail from "lucide-solid/icons/mail";
import MessageSquareText from "lucide-solid/icons/message-square-text";
import Minus from "lucide-solid/icons/minus";
import Monitor from "lucide-solid/icons/monitor";
import Moon from "lucide-solid/icons/moon";
import Network from "lucide-solid/icons/network";
import Package from "lucide-solid/icons/package";
import Palette from "lucide-solid/icons/palette";
import PanelLeft from "lucide-solid/icons/panel-left";
import Pencil from "lucide-solid/icons/pencil";
import Percent from "lucide-solid/icons/percent";
import Phone from "lucide-solid/icons/phone";
import Pin from "lucide-solid/icons/pin";
import PinOff from "lucide-solid/icons/pin-off";
import Plus from "lucide-solid/icons/plus";
import Quote from "lucide-solid/icons/quote";
import ReceiptText from "lucide-solid/icons/receipt-text";
import Redo2 from "lucide-solid/icons/redo-2";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Save from "lucide-solid/icons/save";
import SearchCheck from "lucide-solid/icons/search-check";
import Search from "lucide-solid/icons/search";
import Settings from "lucide-solid/icons/settings";
import Share2 from "lucide-solid/icons/share-2";
import Shield from "lucide-solid/icons/shield";
import SquareKanban from "lucide-solid/icons/square-kanban";
import Stamp from "lucide-solid/icons/stamp";
import Sun from "lucide-solid/icons/sun";
import Table from "lucide-solid/icons/table";
import Target from "lucide-solid/icons/target";
import Trash from "lucide-solid/icons/trash";
import Undo2 from "lucide-solid/icons/undo-2";
import UserRoundPlus from "lucide-solid/icons/user-round-plus";
import UserRound from "lucide-solid/icons/user-round";
import Users from "lucide-solid/icons/users";
import Wallet from "lucide-solid/icons/wallet";
import X from "lucide-solid/icons/x";

/** Every icon the product draws, by the name that entities, actions and screens use. */
export const ICONS = {
  "arrow-down": ArrowDown,
  "arrow-left": ArrowLeft,
  "arrow-right": ArrowRight,
  "arrow-up": ArrowUp,
  "arrow-up-right": ArrowUpRight,
  bold: Bold,
  "building-2": Building2,
  calendar: Calendar,
  "chart-column": ChartColumn,
  check: Check,
  "check-check": CheckCheck,
  "chevron-down": ChevronDown,
  "chevron-left": ChevronLeft,
  "chevron-right": ChevronRight,
  "chevron-up": ChevronUp,
  "chevrons-up-down": ChevronsUpDown,
  "circle-alert": CircleAlert,
  "circle-check": CircleCheck,
  "circle-user-round": CircleUserRound,
  clock: Clock,
  "cloud-off": CloudOff,
  "columns-2": Columns2,
  "columns-3": Columns3,
  command: Command,
  copy: Copy,
  download: Download,
  ellipsis: Ellipsis,
  "external-link": ExternalLink,
  eye: Eye,
  "eye-off": EyeOff,
  file: File,
  "file-up": FileUp,
  flame: Flame,
  funnel: Funnel,
  "git-merge": GitMerge,
  globe: Globe,
  "grip-vertical": GripVertical,
  heading: Heading,
  help: Help,
  history: History,
  "hand-grab": HandGrab,
  home: Home,
  inbox: Inbox,
  info: Info,
  italic: Italic,
  "key-round": KeyRound,
  keyboard: Keyboard,
  languages: Languages,
  link: Link,
  list: List,
  "list-filter": ListFilter,
  "list-ordered": ListOrdered,
  lock: Lock,
  "log-out": LogOut,
  mail: Mail,
  "message-square-text": MessageSquareText,
  minus: Minus,
  monitor: Monitor,
  moon: Moon,
  network: Network,
  "axis-3d": Axis3d,
  "briefcase-business": BriefcaseBusiness,
  users: Users,
  shield: Shield,
  package: Package,
  palette: Palette,
  "panel-left": PanelLeft,
  pencil: Pencil,
  percent: Percent,
  phone: Phone,
  pin: Pin,
  "pin-off": PinOff,
  plus: Plus,
  quote: Quote,
  "receipt-text": ReceiptText,
  "redo-2": Redo2,
  "refresh-cw": RefreshCw,
  "rotate-ccw": RotateCcw,
  save: Save,
  search: Search,
  "search-check": SearchCheck,
  settings: Settings,
  "share-2": Share2,
  "square-kanban": SquareKanban,
  stamp: Stamp,
  sun: Sun,
  table: Table,
  target: Target,
  trash: Trash,
  "undo-2": Undo2,
  "user-round": UserRound,
  "user-round-plus": UserRoundPlus,
  wallet: Wallet,
  x: X,
} as const;

export type IconName = keyof typeof ICONS;

export const isIconName = (name: string): name is IconName => Object.hasOwn(ICONS, name);
