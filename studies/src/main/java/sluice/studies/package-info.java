/** What asks questions of a funnel, and the trial that lets it be run again and again. */
@NullMarked
package sluice.studies;

import org.jspecify.annotations.NullMarked;
