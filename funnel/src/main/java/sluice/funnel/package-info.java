/** The fitted funnel as it answers requests: what the report measured is what is served. */
@NullMarked
package sluice.funnel;

import org.jspecify.annotations.NullMarked;
