// The site: what it is called, where its pages come from, what stands above and below each of them.
// No hosted search, no analytics, no font or image from elsewhere: it works from a folder, offline.

import type { Config } from "@docusaurus/types";
import { codeDark, codeLight } from "./site/code-colours.ts";
import { footer } from "./site/footer.ts";
import { navbar } from "./site/navbar.ts";
import { repository } from "./site/repository.ts";

const config: Config = {
  title: "Faultline",
  tagline: "Rebuild the heart of userfaultfd, and be reviewed like it is April 2021",
  favicon: "img/favicon.svg",
  // Where the site is published is not our business; whoever publishes it says so.
  url: process.env["SITE_URL"] ?? "http://localhost:3000",
  baseUrl: process.env["SITE_BASE"] ?? "/",
  onBrokenLinks: "throw",
  onBrokenAnchors: "throw",
  onDuplicateRoutes: "throw",
  future: { v4: true, faster: true },
  markdown: { format: "detect", hooks: { onBrokenMarkdownLinks: "throw" } },
  i18n: { defaultLocale: "en", locales: ["en"] },
  plugins: [
    repository,
    ["@docusaurus/plugin-content-docs", { routeBasePath: "/", sidebarPath: "./sidebars.ts" }],
    "@docusaurus/plugin-content-pages",
  ],
  themes: [
    ["@docusaurus/theme-classic", { customCss: ["./src/css/colours.css", "./src/css/site.css"] }],
    [
      "@easyops-cn/docusaurus-search-local",
      // The shortcut's hint fails the contrast rule; the shortcut itself works without it.
      { docsRouteBasePath: "/", indexBlog: false, searchBarShortcutHint: false },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    docs: { sidebar: { hideable: true } },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
    prism: { theme: codeLight, darkTheme: codeDark, additionalLanguages: ["bash"] },
    navbar,
    footer,
  },
};

export default config;
