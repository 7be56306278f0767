/**
 * A client at the terminal: it shows what a server sends and sends what is typed, for people with a line editor, for scripts
 * line by line. What happens is a {@link dev.sockeye.cli.connect.Happening}, what is typed an {@link
 * dev.sockeye.cli.connect.Order}; a {@link dev.sockeye.cli.connect.Session} stands between them.
 */
@NullMarked
package dev.sockeye.cli.connect;

import org.jspecify.annotations.NullMarked;
