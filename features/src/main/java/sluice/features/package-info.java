/** What is known about users, items and requests, declared once and computed as of a time. */
@NullMarked
package sluice.features;

import org.jspecify.annotations.NullMarked;
