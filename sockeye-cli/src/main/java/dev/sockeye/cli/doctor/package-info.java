/**
 * {@code sockeye doctor}: looks at a Socket.IO server as a browser would and says what is wrong. {@link
 * dev.sockeye.cli.doctor.Doctor} makes the {@link dev.sockeye.cli.doctor.Check}s one after the other; each comes to a
 * {@link dev.sockeye.cli.doctor.Finding}, and a finding that is not good names a {@link dev.sockeye.cli.doctor.Problem}
 * with its cure. The checks stand in the order of cause and effect, so the first failed one is the diagnosis.
 */
@NullMarked
package dev.sockeye.cli.doctor;

import org.jspecify.annotations.NullMarked;
