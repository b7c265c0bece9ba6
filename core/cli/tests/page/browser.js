// Pages in headless Chromium, with everything that they do beside showing themselves on record.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const puppeteer = require('puppeteer-core');

const COMMAND = process.env.SANDBRIDGE ?? 'sandbridge';
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

// A folder for pages, and a browser that goes away with it.
async function start() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbridge-page-'));
  const browser = await puppeteer.launch({
    executablePath: CHROMIUM,
    // Through a pipe it ends with this process, however that ends.
    pipe: true,
    timeout: 60_000,
    // Its own sandbox does not start for root, as which containers run.
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
  return {
    folder,
    // The file of a page about a module.
    page(module, name = path.basename(path.dirname(module))) {
      const file = path.join(folder, `${name}.html`);
      execFileSync(COMMAND, ['inspect', '--html', module, '-o', file]);
      return file;
    },
    open: (file, options) => open(browser, file, options),
    async stop() {
      await browser.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

// Opens a file. What `seen` collects is empty for a page that keeps to itself.
async function open(browser, file, { width = 1280, scheme = 'light', script = true } = {}) {
  const page = await browser.newPage();
  const seen = { requests: [], complaints: [] };
  const url = pathToFileURL(file).href;
  page.on('request', (request) => {
    if (![url, 'data:,'].includes(request.url())) seen.requests.push(request.url());
  });
  page.on('console', (message) => seen.complaints.push(message.text()));
  page.on('pageerror', (error) => seen.complaints.push(error.message));
  await page.setJavaScriptEnabled(script);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.setViewport({ width, height: 844, isMobile: width < 500, hasTouch: width < 500 });
  await page.goto(url);
  return { page, seen, url };
}

// What the command says of a module.
function described(module) {
  const options = { maxBuffer: 1 << 28, encoding: 'utf8' };
  return JSON.parse(execFileSync(COMMAND, ['inspect', '--json', module], options));
}

module.exports = { COMMAND, start, described };
