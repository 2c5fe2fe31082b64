// SPDX-License-Identifier: GPL-2.0-only
// Records what the running Linux does in small scenarios of userfaultfd, shmem and anonymous
// memory.

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "access.h"
#include "background.h"
#include "host.h"
#include "decode.h"
#include "json.h"
#include "record.h"
#include "say.h"

enum { LONGEST_LINE = 1 << 19 };

static const char USAGE[] =
    "Usage: record [-c CPU] [-m FOLDER] [-q] [FILE]\n"
    "Plays the scenarios of FILE, one JSON object a line, on this Linux, and writes one recording\n"
    "a line.\n"
    "Without FILE, or with -, it reads standard input. A line that is a recording is played anew.\n"
    "  -c CPU     run on this CPU (default: the last one that may be used)\n"
    "  -m FOLDER  a folder to mount private filesystems on; it is not changed (default: /tmp)\n"
    "  -q         observe only after the last operation\n"
    "  -h         say this\n";

struct options {
  int cpu;
  const char *mount_folder;
  bool only_last;
  const char *file;
};

static int cpu_number(const char *text)
{
  char *end;
  const long number = strtol(text, &end, 10);
  if (*text == '\0' || *end != '\0' || number < 0 || number > 1023)
    give_up(EX_USAGE, "-c must be followed by the number of a CPU, not by \"%s\".", text);
  return (int)number;
}

static bool is_folder(const char *path)
{
  struct stat state;
  return stat(path, &state) == 0 && S_ISDIR(state.st_mode);
}

static struct options read_options(int argc, char **argv)
{
  struct options options = { .cpu = -1, .mount_folder = "/tmp" };
  int letter;
  opterr = 0;
  while ((letter = getopt(argc, argv, "c:m:qh")) != -1) {
    switch (letter) {
    case 'c': options.cpu = cpu_number(optarg); break;
    case 'm': options.mount_folder = optarg; break;
    case 'q': options.only_last = true; break;
    case 'h': fputs(USAGE, stdout); exit(EX_OK);
    default: give_up(EX_USAGE, "-%c is no option, or nothing follows it; -h says more.", optopt);
    }
  }
  if (!is_folder(options.mount_folder)) give_up(EX_USAGE, "%s is no folder.", options.mount_folder);
  if (argc - optind > 1) give_up(EX_USAGE, "One file at a time, please; -h says more.");
  if (optind < argc && strcmp(argv[optind], "-") != 0) options.file = argv[optind];
  return options;
}

static FILE *open_input(const char *file)
{
  if (file == NULL) return stdin;
  FILE *input = fopen(file, "re");
  if (input == NULL) give_up(EX_NOINPUT, "%s cannot be read: %s.", file, strerror(errno));
  return input;
}

/**
 * The next line without its end; false where there is none. What does not fit is
 * lost.
 */
static bool next_line(FILE *input, char *line, bool *too_long)
{
  *too_long = false;
  if (fgets(line, LONGEST_LINE, input) == NULL) return false;
  size_t length = strlen(line);
  if (length == LONGEST_LINE - 1 && line[length - 1] != '\n') {
    *too_long = true;
    for (int c = 0; c != '\n' && c != EOF;) c = fgetc(input);
  }
  line[strcspn(line, "\r\n")] = '\0';
  return true;
}

/** Plays one line (NULL: it was too long); false, and a sentence, if it is no scenario. */
static bool play_line(const char *line, const struct options *options, struct complaint *wrong)
{
  if (line == NULL)
    return complain_about(wrong, "The line is longer than %d bytes.", LONGEST_LINE - 2);
  static struct scenario scenario;
  const char *sentence = NULL;
  const struct json *text = json_read(line, &sentence);
  if (text == NULL) return complain_about(wrong, "%s", sentence);
  // A recording has its scenario inside.
  const struct json *inside = json_member(text, "s");
  if (inside != NULL) text = inside;
  if (!scenario_read(text, &scenario, wrong)) return false;
  record(&scenario, text, options->only_last);
  return true;
}

/** @returns how many lines were no scenarios */
static long play_all(FILE *input, const struct options *options)
{
  static char line[LONGEST_LINE];
  const char *name = options->file == NULL ? "standard input" : options->file;
  struct complaint wrong;
  bool too_long;
  long refused = 0;
  for (long number = 1; next_line(input, line, &too_long); number++) {
    if (line[strspn(line, " \t")] == '\0' && !too_long) continue;
    if (play_line(too_long ? NULL : line, options, &wrong)) continue;
    say("%s, line %ld: %s", name, number, wrong.text);
    refused++;
  }
  if (ferror(input))
    give_up(EX_NOINPUT, "%s cannot be read to its end: %s.", name, strerror(errno));
  return refused;
}

int main(int argc, char **argv)
{
  const struct options options = read_options(argc, argv);
  // Before the private mounts may cover its folder.
  FILE *input = open_input(options.file);
  host_pin(options.cpu);
  host_open(options.mount_folder);
  access_prepare();
  background_prepare();
  host_hold_still();
  return play_all(input, &options) == 0 ? EX_OK : EX_DATAERR;
}
