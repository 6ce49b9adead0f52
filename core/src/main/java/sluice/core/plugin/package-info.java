/** Plugging in: types that a config names, found by {@link java.util.ServiceLoader}. */
@NullMarked
package sluice.core.plugin;

import org.jspecify.annotations.NullMarked;
