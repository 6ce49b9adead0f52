/** Finding items by words and facets, and similar users: what a visitor browses with. */
@NullMarked
package sluice.serving.search;

import org.jspecify.annotations.NullMarked;
