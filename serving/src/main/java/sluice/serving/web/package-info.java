/** The web pages: server-rendered, one small script, nothing from any other network. */
@NullMarked
package sluice.serving.web;

import org.jspecify.annotations.NullMarked;
