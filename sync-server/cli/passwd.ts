import { CONNECTION, readArguments, type Command } from "./arguments.ts";
import { fail } from "./exit.ts";
import { note } from "./io.ts";
import { credentials, openReplica, refusedSignIn } from "./session.ts";

export const passwd: Command = {
  name: "passwd",
  summary: "choose a new password",
  help: `Usage: TIDEBOOK_PASSWORD=<present> TIDEBOOK_NEW_PASSWORD=<new> tidebook passwd --user <account>

Changes the password of the user who signs in. A one-time password must be changed before anything else is possible.

  TIDEBOOK_NEW_PASSWORD  the new password, from the environment`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, CONNECTION);
    if (positionals.length > 0) fail("usage", "Passwords come from the environment, not from the command line, where others could see them.");
    const { account, password, code } = credentials(values, io);
    const next = io.env.TIDEBOOK_NEW_PASSWORD ?? fail("usage", "Put the new password into the environment variable TIDEBOOK_NEW_PASSWORD.");
    const replica = await openReplica(values);
    try {
      const signedIn = await replica.signIn(account, password, code);
      if (!signedIn.ok) fail("unreachable", refusedSignIn(signedIn.error, values.url));
      const changed = await replica.changePassword(password, next);
      if (!changed.ok) fail(changed.error.type === "WeakPassword" ? "usage" : "unreachable", refusedSignIn(changed.error, values.url));
      note(io, "The password has been changed.");
    } finally {
      await replica.signOut(true);
      replica.stop();
    }
  },
};
