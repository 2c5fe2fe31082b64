/** What stands above each page. */
export const navbar = {
  title: "Faultline",
  logo: { alt: "", src: "img/mark.svg", srcDark: "img/mark-dark.svg", width: 28, height: 28 },
  items: [
    { type: "docSidebar", sidebarId: "lessons", label: "Lessons", position: "left" },
    { to: "/instructors", label: "Instructors", position: "left" },
    { to: "/architecture", label: "Architecture", position: "left" },
    { to: "/glossary", label: "Glossary", position: "left" },
    { type: "search", position: "right" },
  ],
};
