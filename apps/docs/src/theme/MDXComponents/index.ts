// What a lesson may use without importing it.

import { Exercise } from "@site/src/components/exercise/Exercise";
import { Predict } from "@site/src/components/lesson/Predict";
import { HeaderCell, Table } from "@site/src/components/lesson/Table";
import { Versions } from "@site/src/components/lesson/Versions";
import { Duel } from "@site/src/components/machine/Duel";
import { Machine } from "@site/src/components/machine/Machine";
import Original from "@theme-original/MDXComponents";

export default {
  ...Original,
  Duel,
  Exercise,
  Machine,
  Predict,
  Versions,
  table: Table,
  th: HeaderCell,
};
