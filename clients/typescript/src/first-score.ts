// Scores one image and reads the usage: node target/js/first-score.js IMAGE
import createClient from "openapi-fetch";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { components, paths } from "../target/engram.js";

const url = process.env["ENGRAM_URL"];
const key = process.env["ENGRAM_API_KEY"];
const file = process.argv[2];
if (url === undefined || key === undefined || file === undefined) {
  throw new Error("Set ENGRAM_URL and ENGRAM_API_KEY, and name an image.");
}

const engram = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${key}` } });

const bytes = await readFile(file);
const form = new FormData();
form.append("image", new Blob([new Uint8Array(bytes)]), basename(file));
const accepted = await engram.POST("/api/v1/analyses", {
  params: { header: { Prefer: "wait=30" } },
  body: { image: "" },
  bodySerializer: () => form,
});
if (accepted.data === undefined) {
  throw new Error(`${accepted.error.code}: ${accepted.error.detail}`);
}

let analysis: components["schemas"]["AnalysisJson"] = accepted.data;
while (analysis.finishedAt === null) {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const read = await engram.GET("/api/v1/analyses/{id}", { params: { path: { id: analysis.id } } });
  if (read.data === undefined) {
    throw new Error(`The analysis cannot be read: ${read.response.status}`);
  }
  analysis = read.data;
}
const usage = await engram.GET("/api/v1/usage");
if (usage.data === undefined) {
  throw new Error(`The usage cannot be read: ${usage.response.status}`);
}
console.log(
  JSON.stringify({ status: analysis.status, score: analysis.score?.value ?? null, used: usage.data.used }),
);
