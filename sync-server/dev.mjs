import { spawn } from "node:child_process";
import { build, install, root } from "./prepare.mjs";
import { join } from "node:path";

install();
await build();
const vite = join(root, "node_modules", "vite", "bin", "vite.js");
const children = [
  spawn(process.execPath, [vite], { cwd: root, stdio: "inherit" }),
  spawn(process.execPath, [vite, "build", "--mode", "relay", "--watch", "--logLevel", "warn"], { cwd: root, stdio: "inherit" }),
  spawn(process.execPath, ["--watch", join(root, "dist", "relay", "main.js"), ...process.argv.slice(2)], { cwd: root, stdio: "inherit" }),
];
const stop = () => {
  for (const child of children) child.kill();
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
