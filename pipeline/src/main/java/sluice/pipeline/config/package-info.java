/** The run's config: a YAML file and {@code --set} on top, read into one validated record. */
@NullMarked
package sluice.pipeline.config;

import org.jspecify.annotations.NullMarked;
