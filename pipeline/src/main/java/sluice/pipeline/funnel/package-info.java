/** The offline funnel: composes the stages, keeps what each did, hands it to evaluation. */
@NullMarked
package sluice.pipeline.funnel;

import org.jspecify.annotations.NullMarked;
