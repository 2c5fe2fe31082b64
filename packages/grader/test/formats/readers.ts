// What other programs make of each format: whether it is well formed, and what it says the score is.

import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type CTRFReport, getSchema } from "ctrf";
import { XmlDocument, XsdValidator } from "libxml2-wasm";
import { type total, totalOf } from "../../src/report/formats/reported.ts";
import type { format_name } from "../../src/report/formats/table.ts";
import type { result } from "../../src/report/result.ts";
import { commandFaults, foreignElements, foreignNodes } from "./markup.ts";

export interface reader {
  /** Sentences about what is wrong with it; none, if nothing is. */
  readonly faults: (text: string) => string[];
  /** The score that it states, and its maximum if it has a place for that. */
  readonly total: (text: string) => Partial<total>;
}

/** Ajv of the draft that CTRF's schema is written in. */
const ctrf_fits = new Ajv({
  allErrors: true,
  strict: false,
  formats: { uuid: true, "date-time": true, uri: true },
}).compile(getSchema("0.0.0"));

const at = (name: string): URL => new URL(`./schemas/${name}`, import.meta.url);

function jsonFaults(schema: URL): reader["faults"] {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictTypes: false });
  const fits = ajv.compile(JSON.parse(readFileSync(schema, "utf8")) as object);
  return (text) =>
    fits(JSON.parse(text)) ? [] : (fits.errors ?? []).map((one) => JSON.stringify(one));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

interface gradescope {
  readonly score: number;
  readonly tests: readonly { readonly score?: number; readonly name: string }[];
}
interface classroom50_row {
  readonly passed: boolean;
  readonly score: number;
  readonly "max-score": number;
}
interface prairielearn {
  readonly gradable: boolean;
  readonly score: number;
  readonly message: string;
  readonly tests: readonly { readonly points: number; readonly max_points: number }[];
}

/** Says so where the parts do not add up to the whole. */
function agreed(whole: number, parts: readonly number[]): number {
  if (sum(parts) !== whole) throw new Error(`${whole} is not the sum of ${parts.join(" + ")}.`);
  return whole;
}

/** Two numbers in words. */
function spoken(text: string): total {
  const [, score, max_score] = /(\d+) of (\d+) points/.exec(text) ?? [];
  return { score: Number(score), max_score: Number(max_score) };
}

function parsed<T>(text: string, use: (document: XmlDocument) => T): T {
  const document = XmlDocument.fromString(text);
  try {
    return use(document);
  } finally {
    document.dispose();
  }
}

const junit_schema = XsdValidator.fromDoc(
  XmlDocument.fromString(readFileSync(at("junit.xsd"), "utf8")),
);

function xmlFaults(text: string): string[] {
  try {
    parsed(text, (document) => junit_schema.validate(document));
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : "unknown"];
  }
}

/** The numbers that an XPath finds. */
const numbersAt = (document: XmlDocument, path: string): number[] =>
  document.find(path).map((node) => Number("value" in node ? node.value : node.content));

const result_faults = jsonFaults(new URL("../../schema/result-v1.json", import.meta.url));

const resultsIn = (text: string): result[] => [JSON.parse(text) as result | result[]].flat();

function totalIn({ score, max_score, tests, counted }: result): total {
  const rows = counted === undefined ? tests : [...tests, counted];
  agreed(
    max_score,
    rows.map((one) => one.max_score),
  );
  agreed(
    score,
    rows.map((one) => one.score),
  );
  return { score, max_score };
}

export const readers: Partial<Record<format_name, reader>> = {
  json: {
    faults: (text) => resultsIn(text).flatMap((one) => result_faults(JSON.stringify(one))),
    total: (text) => totalOf(resultsIn(text).map(totalIn)),
  },
  gradescope: {
    faults: jsonFaults(at("gradescope.json")),
    total: (text) => {
      const { score, tests } = JSON.parse(text) as gradescope;
      return {
        score: agreed(
          score,
          tests.map((one) => one.score ?? 0),
        ),
      };
    },
  },
  classroom50: {
    faults: jsonFaults(at("classroom50.json")),
    total: (text) => {
      const found = JSON.parse(text) as classroom50_row & { tests: readonly classroom50_row[] };
      return {
        score: agreed(
          found.score,
          found.tests.map((one) => one.score),
        ),
        max_score: agreed(
          found["max-score"],
          found.tests.map((one) => one["max-score"]),
        ),
      };
    },
  },
  prairielearn: {
    faults: jsonFaults(at("prairielearn.json")),
    total: (text) => {
      const { gradable, score, message, tests } = JSON.parse(text) as prairielearn;
      if (!gradable) return { score: 0 };
      const told = spoken(message);
      agreed(
        told.score,
        tests.map(({ points }) => points),
      );
      // The share is as near to the quotient as a number can be: multiplied again it is the whole number.
      expectClose(score * told.max_score, told.score);
      return told;
    },
  },
  exercism: {
    faults: jsonFaults(at("exercism.json")),
    // It has no points.
    total: () => ({}),
  },
  ctrf: {
    faults: (text) =>
      ctrf_fits(JSON.parse(text)) ? [] : (ctrf_fits.errors ?? []).map((one) => JSON.stringify(one)),
    total: (text) => {
      const { tests, summary } = (JSON.parse(text) as CTRFReport).results;
      const { passed, failed, skipped, pending, other } = summary;
      agreed(tests.length, [passed, failed, skipped, pending, other]);
      return summary.extra as unknown as total;
    },
  },
  github: {
    faults: commandFaults,
    total: (text) =>
      totalOf(
        [...text.matchAll(/^::notice .*::Score: (.*)$/gm)].map(([, words = ""]) => spoken(words)),
      ),
  },
  markdown: {
    faults: (text) => foreignNodes(text).map((one) => `Nobody asked for ${one}.`),
    total: (text) => spoken(text.slice(text.lastIndexOf("**In all") + 1)),
  },
  html: {
    faults: foreignElements,
    total: (text) => spoken(/<title>.*<\/title>/.exec(text)?.[0] ?? ""),
  },
  junit: {
    faults: xmlFaults,
    total: (text) =>
      parsed(text, (document) => ({
        score: sum(numbersAt(document, "//property[@name='score']/@value")),
        max_score: sum(numbersAt(document, "//property[@name='max_score']/@value")),
      })),
  },
};

function expectClose(share: number, score: number): void {
  if (Math.round(share) !== score || Math.abs(share - score) > 1e-9)
    throw new Error(`${share} is not ${score}.`);
}
