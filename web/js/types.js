// SPDX-License-Identifier: Apache-2.0
// The shapes of what passes between the page, the core and the record. Types alone.

/** @typedef {'neck'|'shoulders'|'chest'|'upper'|'mid'|'lower'} Area */
/** @typedef {[number, number, number]} Range min, typical, max */
/** @typedef {[number, number]} Pair low, high */

/**
 * @typedef {object} SourceDose
 * @property {string} source
 * @property {Pair} [reps]
 * @property {Pair} [hold_s]
 * @property {Pair} [sets]
 * @property {Pair} [seconds]
 * @property {string} note
 */

/**
 * @typedef {object} Move
 * @property {string} id
 * @property {string} name
 * @property {string} kind
 * @property {'both'|'each'} sides
 * @property {number} directions
 * @property {string[]} positions
 * @property {string[]} equipment
 * @property {Record<string, number>} areas
 * @property {string[]} targets
 * @property {string[]} steps
 * @property {string} say
 * @property {string|null} breath
 * @property {string|null} feel
 * @property {string[]} mistakes
 * @property {{text: string, source: string}[]} cautions
 * @property {SourceDose[]} doses
 * @property {{reps: Range, hold_s: Range, sets: Range, why: string}} dose
 * @property {string|null} easier
 * @property {string|null} harder
 * @property {boolean} figure
 * @property {string[]} variants changed versions that the figure has
 */

/** @typedef {{id: string, name: string, ask: string, basis: string, stops: boolean}} Condition */
/** @typedef {{id: string, urgency: 'emergency'|'doctor', ask: string, advice: string, basis: string}} Flag */
/** @typedef {{id: string, name: string, about: string, minutes: number}} Kind */
/** @typedef {{id: string, name: string, equipment: string[], kind: string}} Setting */

/**
 * @typedef {object} Catalog
 * @property {Move[]} moves
 * @property {Move[]} activities
 * @property {{id: string, title: string, cite: string}[]} sources
 * @property {Record<string, string>} muscles
 * @property {Condition[]} conditions
 * @property {Flag[]} flags
 * @property {Kind[]} kinds
 * @property {Setting[]} settings
 * @property {Record<string, Record<string, string>>} words
 */

/**
 * @typedef {object} Profile
 * @property {string[]} [areas]
 * @property {Record<string, number>} [stiff]
 * @property {string[]|null} [equipment]
 * @property {string[]|null} [positions]
 * @property {string[]} [cannot]
 * @property {string[]} [conditions]
 * @property {string} [experience]
 * @property {string} [habit]
 * @property {string|null} [setting]
 * @property {string[]} [likes]
 * @property {string[]} [dislikes]
 */

/**
 * @typedef {object} Request
 * @property {string[]} [for]
 * @property {number} [minutes]
 * @property {string|null} [at]
 * @property {string[]} [with]
 * @property {string|null} [kind]
 */

/**
 * @typedef {object} PlanItem
 * @property {string} move
 * @property {string} phase
 * @property {string} position
 * @property {string[]} equipment
 * @property {string} sides
 * @property {number} reps
 * @property {number} hold_s
 * @property {number} sets
 * @property {number} start_s
 * @property {number} seconds
 * @property {string[]} why
 * @property {string} dose
 * @property {string} reason
 * @property {string|null} how
 * @property {string|null} variant of the figure
 */

/** @typedef {{flag: string, urgency: string, advice: string, basis: string}} Stop */

/**
 * @typedef {object} Plan
 * @property {{for: string[], minutes: number, at: string|null, with: string[], kind: string|null}} request
 * @property {{status: 'proven'|'bounded', objective: number, bound: number, nodes: number}} proof
 * @property {number} seconds
 * @property {PlanItem[]} items
 * @property {{move: string, why: string}[]} withheld
 * @property {{move: string, how: string, variant: string|null}[]} changed by conditions
 * @property {Stop|null} stop
 * @property {string|null} advice
 * @property {string[]} needs
 */

/**
 * An event of the record, as unhunch-record(5) has it; other keys by its kind.
 * @typedef {{id: string, at_ms: number, utc_offset_min: number, kind: string} & Record<string, any>} LogEvent
 */

/**
 * @typedef {object} RecordLook
 * @property {number} sessions
 * @property {number} moves
 * @property {number} seconds
 * @property {number} left
 * @property {number} pain
 * @property {string|null} pain_area
 * @property {number} days
 * @property {Record<string, number>} stiffness
 * @property {string[]} flags
 * @property {string[]} hurt
 */

/** @typedef {{kind: string, number: number, text: string|null, more: string|null, record?: Record<string, any>}} Cue */

/**
 * What a session shows now.
 * @typedef {object} View
 * @property {string} state
 * @property {string} under
 * @property {string} title
 * @property {string|null} move
 * @property {string|null} variant of its figure
 * @property {string|null} line
 * @property {string|null} change
 * @property {string|null} phase
 * @property {number} item
 * @property {number} items
 * @property {number} itemPermille
 * @property {number} set
 * @property {number} sets
 * @property {boolean} sided
 * @property {number} side
 * @property {number} direction
 * @property {number} directions
 * @property {boolean} counts
 * @property {number} rep
 * @property {number} reps
 * @property {number} repPermille
 * @property {number} reachPermille
 * @property {number} seconds
 * @property {number} segmentPermille
 * @property {number} left_s
 * @property {number} breath
 * @property {number} breathPermille
 * @property {number} pace
 * @property {number} done
 * @property {number} worked_s
 * @property {number} before
 * @property {number} stiffness
 * @property {string|null} next
 * @property {string|null} nextVariant
 * @property {string|null} area
 * @property {boolean} runs
 * @property {string} [hurt]
 * @property {string} [felt]
 * @property {string} [outcome]
 * @property {string|null} [gentler]
 * @property {string|null} [advice]
 * @property {string[]} [flags]
 */

export {};
