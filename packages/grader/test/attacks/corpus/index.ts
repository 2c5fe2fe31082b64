// Every attack, in the order of its id.

import { answers } from "./answers.ts";
import type { attack } from "./attack.ts";
import { endless_ones } from "./endless.ts";
import { escapes } from "./escapes.ts";
import { exported } from "./exports.ts";
import { floods } from "./floods.ts";
import { forgeries } from "./forgeries.ts";
import { intake } from "./intake.ts";
import { protocol } from "./protocol.ts";
import { remains } from "./remains.ts";
import { sources } from "./sources.ts";
import { states } from "./states.ts";
import { takeovers } from "./takeovers.ts";
import { traces } from "./traces.ts";

export type { attack } from "./attack.ts";

export const attacks: readonly attack[] = [
  ...escapes,
  ...endless_ones,
  ...floods,
  ...forgeries,
  ...answers,
  ...remains,
  ...states,
  ...sources,
  ...exported,
  ...intake,
  ...traces,
  ...protocol,
  ...takeovers,
].sort((a, b) => (a.id < b.id ? -1 : 1));
