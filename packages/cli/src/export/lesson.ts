// A lesson of the site as a file that any editor shows: links lead to the files of the kit, or are left out.

/** What the kit has that a lesson may lead to. */
export interface readable {
  readonly exercises: readonly string[];
  /** Where the lesson will be, as the way from there to the kit's folder: "../.." */
  readonly up: string;
}

const LINK = /\[([^\]]*)\]\((\/[^)\s#]*)(#[^)\s]*)?\)/g;

/** @param mdx a page without imports and components, as all lessons are */
export const lessonText = (mdx: string, { exercises, up }: readable): string =>
  mdx.replace(LINK, (_link, words: string, page: string, anchor = "") => {
    const file = fileOf(page, exercises);
    return file === null ? words : `[${words}](${up}/${file}${anchor})`;
  });

function fileOf(page: string, exercises: readonly string[]): string | null {
  if (page === "/glossary") return "GLOSSARY.md";
  const [, id = ""] = /^\/lessons\/([\w-]+)$/.exec(page) ?? [];
  return exercises.includes(id) ? `exercises/${id}/lesson.md` : null;
}
