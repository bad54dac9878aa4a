import { expect, it } from "vitest";
import { agentName } from "#client/account/agent-name.ts";

it("[A-12] a device is called by program and system, whatever else its browser claims to descend from", () => {
  const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
  expect(agentName(chrome)).toBe("Chrome · Windows");
  expect(agentName(`${chrome} Edg/142.0.0.0`)).toBe("Edge · Windows");
  expect(agentName("Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1")).toBe("Safari · iPad");
  expect(agentName("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")).toBe("Firefox · Linux");
  expect(agentName("node")).toBe("Tidebook CLI");
  expect(agentName("curl/8.5.0")).toBe("curl/8.5.0");
  expect(agentName("")).toBe("–");
});
