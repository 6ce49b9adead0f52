/** Finding items by words and facets, and people of like taste: what a visitor browses with. */
@NullMarked
package sluice.serving.search;

import org.jspecify.annotations.NullMarked;
