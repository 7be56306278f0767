/**
 * The {@code sockeye} command. Each sub-command is one class; what the servers among them share, options and life, stands
 * in {@link dev.sockeye.cli.ServerOptions} and {@link dev.sockeye.cli.Service}.
 */
@NullMarked
package dev.sockeye.cli;

import org.jspecify.annotations.NullMarked;
