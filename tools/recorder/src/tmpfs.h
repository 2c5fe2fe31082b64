// SPDX-License-Identifier: GPL-2.0-only
// Filesystems of the recorder's own, which nobody else can see and which vanish with it.
#ifndef TMPFS_H
#define TMPFS_H

/**
 * Leaves the mount namespace of everybody else. `folder` must exist; nothing is ever written to it.
 */
void tmpfs_prepare(const char *folder);

/**
 * The root of an empty tmpfs of that many pages; 0: of the usual size. It stays open until another
 * size is asked for.
 */
int tmpfs_of(long pages);

/** Pages that are free on it. */
long tmpfs_free(int root);

#endif
