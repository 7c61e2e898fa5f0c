/**
 * Public pages about the product and the installation: the model card, and the operator's privacy notice, terms and imprint.
 */
@NullMarked
package com.engram.portal.site;

import org.jspecify.annotations.NullMarked;
