/** What stands below each page: the ways on, and the two licences. */
export const footer = {
  style: "light" as const,
  links: [
    {
      title: "Learn",
      items: [
        { label: "Start here", to: "/lessons" },
        { label: "The review", to: "/lessons/review" },
        { label: "Put the page into the page table", to: "/lessons/install-pte" },
        { label: "Fill the missing page", to: "/lessons/shmem-mcopy" },
      ],
    },
    { title: "Teach", items: [{ label: "Instructor handbook", to: "/instructors" }] },
    {
      title: "Look inside",
      items: [
        { label: "Architecture", to: "/architecture" },
        { label: "Glossary", to: "/glossary" },
      ],
    },
  ],
  copyright:
    "Code is GPL-2.0-only; lessons are CC BY-SA 4.0. Names, constants and behaviour are Linux's; the text is our own. Nothing on this site is loaded from anywhere else, and nothing about you is sent anywhere.",
};
