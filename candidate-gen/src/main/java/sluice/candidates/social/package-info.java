/** What the people that a user is tied to interact with. */
@NullMarked
package sluice.candidates.social;

import org.jspecify.annotations.NullMarked;
